use contract::events::{Event, EventAction};
use contract::page::{ListQuery, Page};

use crate::actor::SignedIn;
use crate::events::activity_of;
use crate::{Context, Error};

/// What administrators plan for a user is not told to the user before it happens.
const PLANNED: [EventAction; 3] = [
    EventAction::UserChangeScheduled,
    EventAction::UserScheduledChangeCanceled,
    EventAction::UserScheduledChangeFailed,
];

/// Lists the caller's own events, newest first, except those about scheduled changes of the caller.
///
/// # Errors
/// `invalid-query`, `invalid-cursor`.
pub async fn activity(
    context: &Context,
    signed_in: &SignedIn,
    query: &ListQuery,
) -> Result<Page<Event>, Error> {
    let (organization, account) = (signed_in.organization, signed_in.account);
    activity_of(context, organization, account, &PLANNED, query).await
}
