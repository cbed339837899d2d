use contract::problem::ProblemType;
use entity::{account, link, organization};
use rules::lifetimes::LinkPurpose;
use rules::mfa::{FactorKind, MfaRequirement};
use rules::state::UserState;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use crate::accounts::{Member, find_member};
use crate::addresses::Portal;
use crate::crypto::TokenHash;
use crate::{Context, Error, accounts, factors};

/// A link that can be used, and whose it is.
pub(super) struct Usable {
    pub link: link::Model,
    pub account: account::Model,
    pub organization: organization::Model,
}

/// Used, replaced, expired, of another purpose, never made: nobody is told which.
pub(super) fn not_usable() -> Error {
    Error::Refused(
        ProblemType::LinkNotUsable,
        "Ask for a new link, or ask your administrator to send one",
    )
}

/// The portal whose accounts a link of this purpose is for.
pub const fn portal_for(purpose: LinkPurpose) -> Portal {
    match purpose {
        LinkPurpose::UserActivation
        | LinkPurpose::UserPasswordReset
        | LinkPurpose::UserPasswordResetByAdministrator
        | LinkPurpose::UserPasswordResetByRecoveryEmail
        | LinkPurpose::RecoveryEmailVerification => Portal::User,
        LinkPurpose::AdministratorInvitation
        | LinkPurpose::AdministratorPasswordReset
        | LinkPurpose::AdministratorPasswordResetByAdministrator => Portal::Admin,
    }
}

/// The second factors of which one must be given to set a password by this link; none where
/// none is due.
///
/// An account that has factors proves one at every reset: a mailbox is one proof, and a reset
/// takes two. The recovery address is nobody's without a factor. And where one is required that
/// was not enrolled yet, the user's own reset is for the organization to allow.
///
/// # Errors
/// `link-not-usable` for a link that sets no password; `factor-required`.
pub(super) async fn factors_due(
    context: &Context,
    db: &impl ConnectionTrait,
    purpose: LinkPurpose,
    usable: &Usable,
) -> Result<Vec<FactorKind>, Error> {
    let policy = usable.organization.settings.mfa_policy;
    let refused = |detail| Err(Error::Refused(ProblemType::FactorRequired, detail));
    let by_themselves = match purpose {
        LinkPurpose::RecoveryEmailVerification => return Err(not_usable()),
        LinkPurpose::UserActivation | LinkPurpose::AdministratorInvitation => {
            return Ok(Vec::new());
        }
        LinkPurpose::UserPasswordReset | LinkPurpose::UserPasswordResetByRecoveryEmail => true,
        LinkPurpose::UserPasswordResetByAdministrator
        | LinkPurpose::AdministratorPasswordReset
        | LinkPurpose::AdministratorPasswordResetByAdministrator => false,
    };
    let due = factors::due(context, db, &usable.account, &policy).await?;
    if !due.is_empty() {
        return Ok(due);
    }
    if purpose == LinkPurpose::UserPasswordResetByRecoveryEmail {
        return refused("Use the link in your company mailbox, or ask your administrator");
    }
    let required = accounts::mfa_requirement(&usable.account, &policy) == MfaRequirement::Required;
    if by_themselves && required && !policy.unenrolled_may_reset {
        return refused(
            "Your organization requires MFA, and you have not set it up: ask your administrator to reset your password",
        );
    }
    Ok(due)
}

/// The usable link with this token and purpose. Expiry is judged here, at use.
pub(super) async fn find(
    context: &Context,
    db: &impl ConnectionTrait,
    purpose: LinkPurpose,
    token: &str,
) -> Result<Usable, Error> {
    let link = link::Entity::find()
        .filter(link::Column::TokenHash.eq(TokenHash::of(token).bytes()))
        .filter(link::Column::Purpose.eq(purpose))
        .filter(link::Column::UsedAt.is_null())
        .filter(link::Column::VoidedAt.is_null())
        .filter(link::Column::ExpiresAt.gt(context.now()))
        .one(db)
        .await?
        .ok_or_else(not_usable)?;
    let Member {
        account,
        organization,
    } = find_member(db, link.account_id)
        .await?
        .filter(|member| member.account.state == UserState::Active)
        .filter(|member| member.account.kind.portal() == portal_for(purpose))
        .ok_or_else(not_usable)?;
    let enabled = organization.settings.recovery_email_enabled;
    if purpose == LinkPurpose::UserPasswordResetByRecoveryEmail && !enabled {
        return Err(not_usable());
    }
    Ok(Usable {
        link,
        account,
        organization,
    })
}
