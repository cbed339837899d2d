//! Rows as the API and events show them.

use contract::ids::OrganizationId;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

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

/// As [`show_stored`], for rows of one organization.
///
/// # Errors
/// If the database fails.
pub(crate) async fn show_all<T: ResourceTable>(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    rows: Vec<T::Model>,
) -> Result<Vec<T::Shown>, Error> {
    let ids: Vec<Uuid> = rows.iter().map(|row| T::facts(row).id).collect();
    let mut groups = T::groups_of(db, organization, &ids).await?;
    let shown = rows.into_iter().map(|row| {
        let own = groups.remove(&T::facts(&row).id).unwrap_or_default();
        T::show(row, own)
    });
    Ok(shown.collect())
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
