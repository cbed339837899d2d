use contract::administrators::Administrator;
use contract::ids::AdministratorId;
use rules::role::Permission;

use super::read::read;
use crate::actor::Operator;
use crate::{Context, Error};

/// One administrator. Needs `administrators:read`.
///
/// # Errors
/// `not-found`, `forbidden`.
pub async fn get(
    context: &Context,
    operator: &Operator,
    id: AdministratorId,
) -> Result<Administrator, Error> {
    operator.require(Permission::AdministratorsRead)?;
    let read_from = context.database().read();
    read(context, read_from, operator.organization(), id).await
}
