use std::time::Duration;

use contract::ids::OrganizationId;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::outbox::{Share, are_many_due};
use crate::suspension::is_suspended;
use crate::{Context, Error};

/// The number of jobs that a server processes in parallel.
pub(crate) const AT_ONCE: usize = 4;
/// The number of jobs of one organization that a server processes in parallel.
const OF_AN_ORGANIZATION: usize = 2;
/// The number of rows after which a job gives its place to those that wait. A whole job can take many
/// minutes, so a few organizations would otherwise keep all others waiting.
pub(crate) const TURN: i32 = 500;
/// The number of due emails of an organization at which its jobs pause. Emails are delivered in the order in
/// which they were written, so all those of a long job would delay the emails of everybody, such as codes and
/// links that somebody waits for.
const MANY_EMAILS: u64 = 500;
/// How long they pause.
pub(crate) const PAUSE: Duration = Duration::from_secs(1);

/// The share of an organization in the places of a server.
pub(crate) fn share(organization: Uuid) -> Vec<Share> {
    vec![Share {
        of: organization,
        most: OF_AN_ORGANIZATION,
    }]
}

/// Whether a job waits until emails of its organization are delivered.
///
/// # Errors
/// If the database fails.
pub(crate) async fn must_wait(
    context: &Context,
    organization: OrganizationId,
) -> Result<bool, Error> {
    are_many_due(context, organization, MANY_EMAILS).await
}

/// Whether the work is left to be continued later: the server stops, or the organization is suspended.
///
/// # Errors
/// If the database fails.
pub(crate) async fn pauses(
    context: &Context,
    organization: OrganizationId,
    stop: &CancellationToken,
) -> Result<bool, Error> {
    let read = context.database().read();
    Ok(stop.is_cancelled() || is_suspended(read, organization).await?)
}
