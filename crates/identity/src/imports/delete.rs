use contract::events::EventAction;
use contract::ids::ImportId;
use entity::user_import::{Column, Entity};
use rules::import::ImportState;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::allowed::refused;
use crate::events::record;
use crate::permitted::{Permitted, UsersWrite};
use crate::tenant_rows::find;
use crate::{Context, Error};

/// Deletes an import with its file, for example because the wrong file was uploaded. The imported users
/// stay.
///
/// # Errors
/// `conflict` during the upload, the dry run and the run, `not-found`, `forbidden`.
pub async fn delete(
    context: &Context,
    principal: &Permitted<UsersWrite>,
    id: ImportId,
) -> Result<(), Error> {
    let organization = principal.organization();
    let tx = context.database().begin().await?;
    let import = find(&tx, organization, id).await?;
    if !import.state.may_delete() {
        return Err(refused(import.state));
    }
    // Its rows go with it.
    let deleted = Entity::delete_many()
        .filter(Column::Id.eq(import.id))
        .filter(Column::OrganizationId.eq(organization.0))
        .filter(Column::State.eq(import.state))
        .exec(&tx)
        .await?;
    if deleted.rows_affected == 0 {
        // It began just now.
        return Err(refused(ImportState::Running));
    }
    let event = principal
        .event(EventAction::ImportDeleted)
        .with("import", import.id.to_string())
        .with("file", import.file_name.as_str());
    record(context, &tx, organization, event).await?;
    tx.commit().await?;
    Ok(())
}
