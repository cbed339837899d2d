use contract::applications::Application;
use contract::ids::ApplicationId;

use super::show::show;
use crate::permitted::{ApplicationsRead, Permitted};
use crate::tenant_rows::find;
use crate::{Context, Error};

/// Returns an application.
///
/// # Errors
/// `not-found`, `forbidden`.
pub async fn get(
    context: &Context,
    principal: &Permitted<ApplicationsRead>,
    id: ApplicationId,
) -> Result<Application, Error> {
    let read = context.database().read();
    let row = find(read, principal.organization(), id).await?;
    show(context, read, row).await
}
