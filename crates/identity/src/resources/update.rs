use sea_orm::IntoActiveModel;

use super::groups::{hold_groups, write_groups};
use super::show::{party, show_stored};
use super::table::ResourceTable;
use crate::actor::AdminPrincipal;
use crate::changes::Changes;
use crate::events::record;
use crate::precondition::Precondition;
use crate::tenant_rows::hold;
use crate::{Context, Error};

/// What to change.
pub(crate) struct Update<'a, T: ResourceTable> {
    /// The identifier of the row.
    pub id: T::Id,
    /// The version that it must have.
    pub expected: Precondition,
    /// The groups, if they change.
    pub groups: Option<&'a [T::WantedGroup]>,
}

/// Changes a row and its groups. `write` builds what is written, if anything differs, from the row as it is.
///
/// # Errors
/// `invalid-fields` if a group does not exist, `stale-version`, `not-found`.
pub(crate) async fn update<T>(
    context: &Context,
    principal: &AdminPrincipal,
    update: Update<'_, T>,
    write: impl FnOnce(&T::Model, &mut Changes) -> T::ActiveModel,
) -> Result<T::Shown, Error>
where
    T: ResourceTable,
    T::Model: IntoActiveModel<T::ActiveModel>,
{
    let Update {
        id,
        expected,
        groups,
    } = update;
    let organization = principal.organization();
    let tx = context.database().begin().await?;
    if let Some(groups) = groups {
        hold_groups::<T>(&tx, organization, groups).await?;
    }
    let before = hold(&tx, organization, id).await?;
    expected.check(T::facts(&before).version)?;
    let id = T::id(&before);
    let mut of_rows = T::groups_of(&tx, organization, &[id]).await?;
    let shown = of_rows.remove(&id).unwrap_or_default();
    let mut changes = Changes::default();
    let row = write(&before, &mut changes);
    if let Some(groups) = groups.filter(|groups| !T::are_same(groups, &shown)) {
        changes.note("groups");
        write_groups::<T>(&tx, T::facts(&before), groups).await?;
    }
    if changes.is_empty() {
        return Ok(T::show(before, shown));
    }
    let after = T::update(row).exec(&tx).await?;
    let event = principal
        .event(T::UPDATED)
        .to(party::<T>(&after))
        .with("fields", changes.fields());
    record(context, &tx, organization, event).await?;
    let shown = show_stored::<T>(&tx, after).await?;
    tx.commit().await?;
    Ok(shown)
}
