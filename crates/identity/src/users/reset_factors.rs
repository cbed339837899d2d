use contract::ids::UserId;
use contract::users::User;

use super::read::read;
use crate::addresses::Portal;
use crate::permitted::{Permitted, UsersAssist};
use crate::{Context, Error, accounts, factors};

/// Takes all factors and recovery codes of a user away, ends their sessions, and tells them.
/// Where a factor is required, a new enrolment period begins.
///
/// # Errors
/// `conflict` when there is none, `not-found`, `forbidden`.
pub async fn reset_factors(
    context: &Context,
    principal: &Permitted<UsersAssist>,
    id: UserId,
) -> Result<User, Error> {
    let organization = principal.organization();
    let tx = context.database().begin().await?;
    let account = accounts::hold(&tx, organization, Portal::User, id.0).await?;
    factors::reset(context, &tx, principal, &account).await?;
    let user = read(context, &tx, organization, id).await?;
    tx.commit().await?;
    Ok(user)
}
