use contract::events::EventAction;
use contract::factors::PasskeyChallenge;
use contract::ids::OrganizationId;
use contract::links::{InspectLink, SetPasswordByLink};
use entity::session::EndReason;
use entity::{account, link};
use mail::Message;
use rules::lifetimes::LinkPurpose;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::find::{Usable, factors_due, find, portal_for};
use super::spend::spend;
use crate::accounts::{hold_again, party};
use crate::actor::Client;
use crate::addresses::Portal;
use crate::events::{Act, record};
use crate::factors::BoundTo;
use crate::passwords::NewPassword;
use crate::sessions::Started;
use crate::{Context, Error, accounts, factors, outbox, passwords, sessions};

/// Uses a link: sets the password, ends a lock, voids every link of the account and ends its
/// sessions. After an activation or invitation the person is signed in; after a reset not,
/// since the link alone shall not open a session that asks for more.
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
    let usable = find(context, read, purpose, &request.token).await?;
    check_factor(context, read, &usable, request).await?;
    if portal_for(purpose) == Portal::Admin && !request.terms_accepted {
        return Err(Error::field(
            "termsAccepted",
            "required",
            "Accept the terms of service to continue",
        ));
    }
    let requirements = passwords::requirements(&usable.account, &usable.organization);
    let (account, password) = (&usable.account, &request.new_password);
    let new = passwords::choose(context, account, &requirements, password, "newPassword").await?;

    let tx = context.database().begin().await?;
    // Everything is looked at again: seconds may have passed while the password was hashed.
    hold_again(&tx, usable.account.id).await?;
    let usable = find(context, &tx, purpose, &request.token).await?;
    check_factor(context, &tx, &usable, request).await?;
    let tx = match &request.factor {
        Some(proof) => {
            let attempt = factors::Attempt {
                account: &usable.account,
                organization: &usable.organization,
                bound_to: &bound_to(&usable.link),
                proof,
                failure: EventAction::PasswordResetFactorFailed,
                client,
            };
            factors::judge(context, tx, attempt).await?
        }
        None => tx,
    };
    spend(context, &tx, &usable.link).await?;
    apply(context, &tx, &usable, &new, client).await?;
    let started = match purpose {
        LinkPurpose::UserActivation | LinkPurpose::AdministratorInvitation => {
            Some(sessions::start(context, &tx, &usable.account, None, client).await?)
        }
        LinkPurpose::UserPasswordReset
        | LinkPurpose::UserPasswordResetByAdministrator
        | LinkPurpose::UserPasswordResetByRecoveryEmail
        | LinkPurpose::RecoveryEmailVerification
        | LinkPurpose::AdministratorPasswordReset
        | LinkPurpose::AdministratorPasswordResetByAdministrator => None,
    };
    tx.commit().await?;
    Ok(started)
}

/// Refuses before anything is spent when a factor is due and none was given.
async fn check_factor(
    context: &Context,
    db: &impl ConnectionTrait,
    usable: &Usable,
    request: &SetPasswordByLink,
) -> Result<(), Error> {
    let due = factors_due(context, db, request.purpose, usable).await?;
    match (&request.factor, due.is_empty()) {
        (None, false) => Err(Error::field(
            "factor",
            "required",
            "Enter a code or use your passkey",
        )),
        (Some(_), true) => Err(Error::field("factor", "not_due", "MFA is not due here")),
        _ => Ok(()),
    }
}

/// What ceremonies at this link are bound to.
fn bound_to(link: &link::Model) -> BoundTo {
    BoundTo(link.token_hash.clone())
}

/// Begins to ask for a passkey as the factor of a reset.
///
/// # Errors
/// `link-not-usable`, `factor-required`; `conflict` when the account has none.
pub async fn begin_passkey(
    context: &Context,
    request: &InspectLink,
) -> Result<PasskeyChallenge, Error> {
    let read = context.database().read();
    let usable = find(context, read, request.purpose, &request.token).await?;
    factors_due(context, read, request.purpose, &usable).await?;
    factors::begin_passkey_factor(context, &usable.account, &bound_to(&usable.link)).await
}

async fn apply(
    context: &Context,
    tx: &impl ConnectionTrait,
    usable: &Usable,
    new: &NewPassword,
    client: &Client,
) -> Result<(), Error> {
    let account = &usable.account;
    passwords::write(context, tx, account.id, new, None).await?;
    let ended =
        accounts::end_sessions(context, tx, account.id, EndReason::PasswordReset, None).await?;
    if account.kind.portal() == Portal::Admin {
        account::Entity::update_many()
            .col_expr(account::Column::TermsAcceptedAt, Expr::value(context.now()))
            .filter(account::Column::Id.eq(account.id))
            .exec(tx)
            .await?;
    }
    let (action, mailed) = match usable.link.purpose {
        LinkPurpose::UserActivation => (EventAction::UserActivatedByLink, false),
        LinkPurpose::AdministratorInvitation => {
            (EventAction::AdministratorInvitationAccepted, false)
        }
        _ => (EventAction::PasswordReset, true),
    };
    let act = Act::new(action, party(account))
        .to(party(account))
        .from(client)
        .with("sessions_ended", ended.to_string());
    record(context, tx, OrganizationId(account.organization_id), act).await?;
    if mailed {
        let at = context.now().to_utc();
        outbox::enqueue(
            context,
            tx,
            account,
            &Message::PasswordResetSucceeded { at },
        )
        .await?;
    }
    Ok(())
}
