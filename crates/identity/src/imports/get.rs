use contract::ids::ImportId;
use contract::imports::UserImport;

use super::show::show;
use crate::permitted::{Permitted, UsersWrite};
use crate::tenant_rows::find;
use crate::{Context, Error};

/// Returns an import, with its progress.
///
/// # Errors
/// `not-found`, `forbidden`.
pub async fn get(
    context: &Context,
    principal: &Permitted<UsersWrite>,
    id: ImportId,
) -> Result<UserImport, Error> {
    let read = context.database().read();
    let import = find(read, principal.organization(), id).await?;
    show(read, principal, import).await
}
