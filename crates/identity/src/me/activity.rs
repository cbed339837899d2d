use contract::events::Event;
use contract::page::{ListQuery, Page};

use crate::events::activity_of;
use crate::sessions::Owner;
use crate::{Context, Error};

/// The caller's own events, the latest first.
///
/// # Errors
/// `invalid-query`, `invalid-cursor`.
#[expect(private_bounds, reason = "only the two signed-in types are owners")]
pub async fn activity<'a>(
    context: &Context,
    owner: impl Into<Owner<'a>>,
    query: &ListQuery,
) -> Result<Page<Event>, Error> {
    let owner = owner.into();
    activity_of(context, owner.organization, owner.account, query).await
}
