use contract::factors::ExtendEnrolment;
use contract::ids::UserId;
use contract::users::User;

use super::read::read;
use crate::addresses::Portal;
use crate::permitted::{Permitted, UsersAssist};
use crate::{Context, Error, accounts, factors};

/// Gives a user more time to enrol a factor, counted from now, also when the time is over.
///
///
/// # Errors
/// `invalid-fields` with `days`, `conflict` where no period runs, `not-found`, `forbidden`.
pub async fn extend_enrolment(
    context: &Context,
    principal: &Permitted<UsersAssist>,
    id: UserId,
    request: ExtendEnrolment,
) -> Result<User, Error> {
    let organization = principal.organization();
    let tx = context.database().begin().await?;
    let account = accounts::hold(&tx, organization, Portal::User, id.0).await?;
    factors::extend(context, &tx, principal, &account, request).await?;
    let user = read(context, &tx, organization, id).await?;
    tx.commit().await?;
    Ok(user)
}
