use contract::change::Change;
use contract::ids::UserId;
use contract::problem::ProblemType;
use contract::users::{MfaChanges, UpdateUser, User};
use rules::mfa::MfaRequirement;

use super::held_user::hold;
use super::update;
use crate::accounts::HeldAccount;
use crate::permitted::{Permitted, UsersWrite};
use crate::{Context, Error};

/// Requires MFA for a user, regardless of the organization's policy.
///
/// # Errors
/// `conflict` if already required, `not-found`, `forbidden`.
pub async fn require_mfa(
    context: &Context,
    principal: &Permitted<UsersWrite>,
    id: UserId,
) -> Result<User, Error> {
    let held = hold(context, principal, id).await?;
    perform(principal, &held).await?;
    held.commit_and_read().await
}

pub(super) async fn perform(
    principal: &Permitted<UsersWrite>,
    held: &HeldAccount<'_>,
) -> Result<(), Error> {
    if held.account.mfa_override == Some(MfaRequirement::Required) {
        return Err(Error::Refused(
            ProblemType::Conflict,
            "MFA is already required for this user",
        ));
    }
    let request = UpdateUser {
        mfa: Some(MfaChanges {
            requirement_override: Change::Set(MfaRequirement::Required),
        }),
        ..UpdateUser::default()
    };
    update::perform(principal, held, request).await.map(drop)
}
