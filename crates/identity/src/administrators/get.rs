use contract::administrators::Administrator;
use contract::ids::AdministratorId;

use super::load::load_administrator;
use crate::permitted::{AdministratorsRead, Permitted};
use crate::{Context, Error};

/// Returns an administrator.
///
/// # Errors
/// `not-found`, `forbidden`.
pub async fn get(
    context: &Context,
    principal: &Permitted<AdministratorsRead>,
    id: AdministratorId,
) -> Result<Administrator, Error> {
    let read_from = context.database().read();
    load_administrator(context, read_from, principal.organization(), id).await
}
