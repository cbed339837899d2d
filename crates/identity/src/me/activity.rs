use contract::events::Event;
use contract::page::{ListQuery, Page};

use crate::actor::SignedIn;
use crate::events::activity_of;
use crate::{Context, Error};

/// Lists the caller's own events, newest first.
///
/// # Errors
/// `invalid-query`, `invalid-cursor`.
pub async fn activity(
    context: &Context,
    signed_in: &SignedIn,
    query: &ListQuery,
) -> Result<Page<Event>, Error> {
    activity_of(context, signed_in.organization, signed_in.account, query).await
}
