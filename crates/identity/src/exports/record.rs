use contract::exports::ExportQuery;
use contract::ids::OrganizationId;

use crate::events::{NewEvent, record};
use crate::{Context, Error};

/// Records that an export with this number of items begins. It is recorded before anything is sent,
/// because the server does not know how much a client has read.
///
/// # Errors
/// If the database fails; the export must then fail too.
pub(super) async fn record_export(
    context: &Context,
    organization: OrganizationId,
    event: NewEvent<'_>,
    query: &ExportQuery,
    items: u64,
) -> Result<(), Error> {
    let format = query.format.unwrap_or_default();
    let mut event = event
        .with("items", items.to_string())
        .with("format", format.as_str());
    let after = query.after.map(|id| id.to_string());
    for (name, value) in [
        ("filter", &query.filter),
        ("search", &query.search),
        ("columns", &query.columns),
        ("after", &after),
    ] {
        if let Some(value) = value.as_deref().filter(|value| !value.is_empty()) {
            event = event.with(name, value);
        }
    }
    let tx = context.database().begin().await?;
    record(context, &tx, organization, event).await?;
    tx.commit().await?;
    Ok(())
}
