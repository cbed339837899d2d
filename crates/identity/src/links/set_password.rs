use contract::events::EventAction;
use contract::factors::{FactorProof, PasskeyChallenge};
use contract::links::{InspectLink, SetPasswordByLink};
use entity::session::EndReason;
use entity::{account, link};
use mail::Message;
use rules::links::LinkPurpose;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::factors_due::factors_due;
use super::find_usable::{Usable, find, find_own, not_usable, portal_for};
use super::use_up::use_up;
use crate::accounts::{HeldAccount, Member, terms_due};
use crate::actor::Client;
use crate::addresses::Portal;
use crate::crypto::Lane;
use crate::events::NewEvent;
use crate::factors::BoundTo;
use crate::passwords::{Chooser, NewPassword};
use crate::sessions::Started;
use crate::{Context, Error, factors, passwords, sessions};

/// Uses a link: sets the password, ends a lock after wrong passwords, voids all links of the
/// account, ends its sessions and forgets its browsers. An activation or invitation also signs the
/// person in, unless terms must be accepted first. A reset does not, because the link alone must not
/// start a session that requires more.
///
/// The factor is verified before anything that depends on stored passwords, so that someone who has
/// only the link learns nothing about them. It is used up last, so that it works again with another
/// password.
///
/// # Errors
/// `link-not-usable`; `factor-required`; `invalid-fields` with `newPassword`, `termsAccepted` or
/// `factor`, which leaves the link usable; `account-locked` by wrong factors; `busy`.
pub async fn set_password(
    context: &Context,
    request: &SetPasswordByLink,
    client: &Client,
) -> Result<Option<Started>, Error> {
    let purpose = request.purpose;
    let read = context.database().read();
    let Usable { link, member } = find(context, read, purpose, &request.token).await?;
    check_factor(context, read, &member, request).await?;
    if portal_for(purpose) == Portal::Admin && !request.terms_accepted {
        return Err(Error::field(
            "termsAccepted",
            "required",
            "Accept the terms of service to continue",
        ));
    }
    let mut place = context.hasher().place(client.asker(Lane::Unknown))?;
    if request.factor.is_some() {
        let (held, _) = with_factor(context, request, &member, client).await?;
        // Explicitly, because a dropped transaction holds the account until its connection is used
        // again.
        held.into_tx().rollback().await?;
    }
    let Member {
        account,
        organization,
    } = &member;
    let requirements = passwords::requirements(account, organization);
    let chosen_for = (account, Chooser::HasLink(&link));
    let password = &request.new_password;
    let new = passwords::choose(context, &mut place, chosen_for, &requirements, password).await?;
    drop(place);

    // Everything is checked again: hashing the password can take seconds.
    let (held, link) = with_factor(context, request, &member, client).await?;
    use_up(&held, &link).await?;
    apply(&held, purpose, &new, client).await?;
    let started = match purpose {
        // A sign-in asks for the terms.
        LinkPurpose::UserActivation if terms_due(&held) => None,
        LinkPurpose::UserActivation | LinkPurpose::AdministratorInvitation => {
            let factor = request.factor.as_ref().map(FactorProof::kind);
            Some(sessions::start(&held, None, factor, client).await?)
        }
        LinkPurpose::UserPasswordReset
        | LinkPurpose::UserPasswordResetByAdministrator
        | LinkPurpose::UserPasswordResetByRecoveryEmail
        | LinkPurpose::RecoveryEmailVerification
        | LinkPurpose::UserEmailVerification
        | LinkPurpose::UserEmailChangeUndo
        | LinkPurpose::AdministratorPasswordReset
        | LinkPurpose::AdministratorPasswordResetByAdministrator => None,
    };
    held.commit().await?;
    Ok(started)
}

/// Holds the account and verifies the factor, if one is due. A wrong factor is counted.
async fn with_factor<'a>(
    context: &'a Context,
    request: &SetPasswordByLink,
    member: &Member,
    client: &Client,
) -> Result<(HeldAccount<'a>, link::Model), Error> {
    let held = HeldAccount::by_id(context, member.account.id).await?;
    let held = held.ok_or_else(not_usable)?;
    let link = find_own(&held, request.purpose, &request.token).await?;
    check_factor(context, held.tx(), &held, request).await?;
    let held = match &request.factor {
        Some(proof) => {
            let attempt = factors::Attempt {
                bound_to: &bound_to(&link),
                proof,
                failure: EventAction::PasswordResetFactorFailed,
                client,
            };
            factors::verify(held, attempt).await?
        }
        None => held,
    };
    Ok((held, link))
}

/// Refuses if a factor is due and none was given, before anything is used up.
async fn check_factor(
    context: &Context,
    db: &impl ConnectionTrait,
    member: &Member,
    request: &SetPasswordByLink,
) -> Result<(), Error> {
    let due = factors_due(context, db, request.purpose, member).await?;
    match (&request.factor, due.is_empty()) {
        (None, false) => Err(Error::field(
            "factor",
            "required",
            "Enter a code or use your passkey",
        )),
        (Some(_), true) => Err(not_due()),
        _ => Ok(()),
    }
}

fn not_due() -> Error {
    Error::field("factor", "not_due", "MFA is not required here")
}

/// Binds passkey ceremonies to this link.
fn bound_to(link: &link::Model) -> BoundTo {
    BoundTo(link.token_hash.clone())
}

/// Begins a passkey ceremony as the MFA step of a reset.
///
/// # Errors
/// `link-not-usable`, `factor-required`; `invalid-fields` with `factor` if none is due; `conflict` if the
/// account has no passkey.
pub async fn begin_passkey(
    context: &Context,
    request: &InspectLink,
) -> Result<PasskeyChallenge, Error> {
    let read = context.database().read();
    let Usable { link, member } = find(context, read, request.purpose, &request.token).await?;
    let due = factors_due(context, read, request.purpose, &member).await?;
    if due.is_empty() {
        return Err(not_due());
    }
    factors::begin_passkey_factor(context, &member.account, &bound_to(&link)).await
}

async fn apply(
    held: &HeldAccount<'_>,
    purpose: LinkPurpose,
    new: &NewPassword,
    client: &Client,
) -> Result<(), Error> {
    passwords::write(held, new, None).await?;
    let ended = held.end_sessions(EndReason::PasswordReset, None).await?;
    held.forget_browsers(None).await?;
    let now = held.context().now();
    if held.account.kind.portal() == Portal::Admin {
        account::Entity::update_many()
            .col_expr(account::Column::TermsAcceptedAt, Expr::value(now))
            .filter(account::Column::Id.eq(held.account.id))
            .exec(held.tx())
            .await?;
    }
    let (action, mailed) = match purpose {
        LinkPurpose::UserActivation => (EventAction::UserActivatedByLink, false),
        LinkPurpose::AdministratorInvitation => {
            (EventAction::AdministratorInvitationAccepted, false)
        }
        _ => (EventAction::PasswordReset, true),
    };
    let event = NewEvent::new(action, held.owner()).from(client);
    held.record(event.with("sessions_ended", ended.to_string()))
        .await?;
    if mailed {
        let at = now.to_utc();
        held.enqueue(&Message::PasswordResetSucceeded { at })
            .await?;
    }
    Ok(())
}
