use contract::change::Change;
use contract::ids::UserId;
use contract::problem::ProblemType;
use contract::users::{UpdateUser, User};
use rules::mfa::MfaRequirement;

use super::{get, update};
use crate::permitted::{Permitted, UsersWrite};
use crate::{Context, Error};

/// Requires a second factor of a user, whatever the organization asks.
///
/// # Errors
/// `conflict` when it is required already, `not-found`, `forbidden`.
pub async fn require_mfa(
    context: &Context,
    principal: &Permitted<UsersWrite>,
    id: UserId,
) -> Result<User, Error> {
    let user = get(context, &principal.permit()?, id).await?;
    if user.mfa.requirement_override == Some(MfaRequirement::Required) {
        return Err(Error::Refused(
            ProblemType::Conflict,
            "A second factor is required of the user already",
        ));
    }
    let request = UpdateUser {
        mfa_requirement: Change::Set(MfaRequirement::Required),
        ..UpdateUser::default()
    };
    update(context, principal, id, user.version, request).await
}
