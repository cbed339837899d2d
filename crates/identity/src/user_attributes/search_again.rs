use contract::ids::OrganizationId;
use uuid::Uuid;

use crate::lists::{clear_keys, write_missing_keys};
use crate::{Context, Error};

/// Writes the search words of these users again, after an attribute was deleted, or after searches began
/// or ceased to include it. Marks them now, so that the next start of a server continues if this one is
/// stopped. The words themselves are written in the background, because there may be many users.
///
/// Not in the transaction that changes the attribute: it holds the attribute, which a change of a user
/// waits for while it holds the user.
///
/// # Errors
/// If the database fails.
pub(super) async fn search_again(
    context: &Context,
    organization: OrganizationId,
    users: &[Uuid],
) -> Result<(), Error> {
    if users.is_empty() {
        return Ok(());
    }
    clear_keys(context.database(), organization, users).await?;
    let database = context.database().clone();
    context.background().spawn(async move {
        if let Err(error) = write_missing_keys(&database).await {
            tracing::error!(%error, "search words were not written; the next start continues");
        }
    });
    Ok(())
}
