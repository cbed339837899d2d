//! Rows as the API and events show them.

use sea_orm::ConnectionTrait;

use super::table::ResourceTable;
use crate::Error;
use crate::actor::Party;

/// Builds the API's representation of a row, with the groups that are stored.
///
/// # Errors
/// If the database fails.
pub(super) async fn show_stored<T: ResourceTable>(
    db: &impl ConnectionTrait,
    row: T::Model,
) -> Result<T::Shown, Error> {
    let (id, organization) = (T::facts(&row).id, T::facts(&row).organization);
    let mut groups = T::groups_of(db, organization, &[id]).await?;
    let groups = groups.remove(&id).unwrap_or_default();
    Ok(T::show(row, groups))
}

/// A row as the target of an event.
pub(crate) fn party<T: ResourceTable>(row: &T::Model) -> Party {
    let row = T::facts(row);
    Party {
        kind: T::PARTY,
        id: Some(row.id),
        name: row.name.to_owned(),
        email: None,
    }
}
