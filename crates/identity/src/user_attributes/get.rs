use contract::ids::AttributeId;
use contract::user_attributes::AttributeDefinition;

use super::show::show;
use super::values::users_with_value;
use crate::permitted::{Permitted, UsersRead};
use crate::tenant_rows::find;
use crate::{Context, Error};

/// Returns an attribute, with the number of users who have a value.
///
/// # Errors
/// `not-found`, `forbidden`.
pub async fn get(
    context: &Context,
    principal: &Permitted<UsersRead>,
    id: AttributeId,
) -> Result<AttributeDefinition, Error> {
    let read = context.database().read();
    let row = find(read, principal.organization(), id).await?;
    let users = users_with_value(read, &row).await?;
    Ok(AttributeDefinition {
        users: Some(users),
        ..show(row)
    })
}
