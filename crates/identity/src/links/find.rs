use contract::problem::ProblemType;
use entity::{account, link, organization};
use rules::lifetimes::LinkPurpose;
use rules::state::UserState;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use crate::accounts::{portal_of, state};
use crate::addresses::Portal;
use crate::crypto::TokenHash;
use crate::{Context, Error};

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
        | LinkPurpose::UserPasswordResetByRecoveryEmail
        | LinkPurpose::RecoveryEmailVerification => Portal::User,
        LinkPurpose::AdministratorInvitation
        | LinkPurpose::AdministratorPasswordReset
        | LinkPurpose::AdministratorPasswordResetByAdministrator => Portal::Admin,
    }
}

/// Refuses to set a password by a usable link that is for something else, or that asks for more
/// than the account has: the recovery address alone is one proof, and a reset takes two.
pub(super) fn check_purpose(purpose: LinkPurpose) -> Result<(), Error> {
    match purpose {
        LinkPurpose::RecoveryEmailVerification => Err(not_usable()),
        // No account has a second factor yet.
        LinkPurpose::UserPasswordResetByRecoveryEmail => Err(Error::Refused(
            ProblemType::FactorRequired,
            "Use the link in your company mailbox, or ask your administrator",
        )),
        _ => Ok(()),
    }
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
        .filter(link::Column::Purpose.eq(purpose.as_str()))
        .filter(link::Column::UsedAt.is_null())
        .filter(link::Column::VoidedAt.is_null())
        .filter(link::Column::ExpiresAt.gt(context.now().unix_millis()))
        .one(db)
        .await?
        .ok_or_else(not_usable)?;
    let account = account::Entity::find_by_id(link.account_id)
        .one(db)
        .await?
        .filter(|account| state(account) == UserState::Active)
        .filter(|account| portal_of(account) == portal_for(purpose))
        .ok_or_else(not_usable)?;
    let organization = organization::Entity::find_by_id(link.organization_id)
        .one(db)
        .await?
        .ok_or_else(not_usable)?;
    Ok(Usable {
        link,
        account,
        organization,
    })
}
