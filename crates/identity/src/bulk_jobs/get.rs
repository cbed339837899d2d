use contract::bulk_jobs::BulkJob;
use contract::ids::BulkJobId;

use super::allowed::permissions_of_results;
use super::failures::failures;
use super::show::show;
use crate::permitted::{Permitted, UsersRead};
use crate::tenant_rows::find;
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
    // They are taken from the results, so they require the same permissions.
    let may_read = permissions_of_results(&job)
        .into_iter()
        .all(|permission| principal.require(permission).is_ok());
    let failures = if may_read {
        failures(read, &job).await?
    } else {
        Vec::new()
    };
    Ok(BulkJob {
        failures,
        ..show(job)
    })
}
