use contract::bulk_jobs::BulkJob;
use contract::ids::BulkJobId;

use super::failures::failures;
use super::find::find;
use super::show::show;
use crate::permitted::{Permitted, UsersRead};
use crate::{Context, Error};

/// Returns a job, with its progress and the reasons for its failures.
///
/// # Errors
/// `not-found`, `forbidden`.
pub async fn get(
    context: &Context,
    principal: &Permitted<UsersRead>,
    id: BulkJobId,
) -> Result<BulkJob, Error> {
    let read = context.database().read();
    let job = find(read, principal.organization(), id).await?;
    let failures = failures(read, &job).await?;
    Ok(BulkJob {
        failures,
        ..show(job)
    })
}
