use contract::ids::UserId;
use contract::users::User;
use rules::role::Permission;

use super::read::read;
use crate::actor::Operator;
use crate::{Context, Error};

/// One user. Needs `users:read`.
///
/// # Errors
/// `not-found`, `forbidden`.
pub async fn get(context: &Context, operator: &Operator, id: UserId) -> Result<User, Error> {
    operator.require(Permission::UsersRead)?;
    let read_from = context.database().read();
    read(context, read_from, operator.organization(), id).await
}
