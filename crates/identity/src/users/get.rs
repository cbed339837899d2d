use contract::ids::UserId;
use contract::users::User;

use super::load::load_user;
use crate::permitted::{Permitted, UsersRead};
use crate::{Context, Error};

/// Returns a user.
///
/// # Errors
/// `not-found`, `forbidden`.
pub async fn get(
    context: &Context,
    principal: &Permitted<UsersRead>,
    id: UserId,
) -> Result<User, Error> {
    let read_from = context.database().read();
    load_user(context, read_from, principal.organization(), id).await
}
