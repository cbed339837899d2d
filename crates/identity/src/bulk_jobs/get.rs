use contract::bulk_jobs::BulkJob;
use contract::ids::BulkJobId;

use super::find::find;
use super::show::show;
use crate::permitted::{Permitted, UsersRead};
use crate::{Context, Error};

/// Returns a job, with its progress.
///
/// # Errors
/// `not-found`, `forbidden`.
pub async fn get(
    context: &Context,
    principal: &Permitted<UsersRead>,
    id: BulkJobId,
) -> Result<BulkJob, Error> {
    let read = context.database().read();
    Ok(show(find(read, principal.organization(), id).await?))
}
