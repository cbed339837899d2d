use std::collections::HashMap;

use contract::application_passwords::ApplicationPassword;
use contract::ids::{ApplicationId, ApplicationPasswordId, OrganizationId};
use entity::account;
use entity::application;
use entity::application_password::Model;
use rules::resource::{ResourceRefusal, may_use};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use crate::accounts::facts;
use crate::applications::open_among;
use crate::{Context, Error};

/// The application passwords of an account as the API shows them: each with the name of its application,
/// and why it is refused at the moment.
pub(super) async fn show_all(
    context: &Context,
    db: &impl ConnectionTrait,
    account: &account::Model,
    rows: Vec<Model>,
) -> Result<Vec<ApplicationPassword>, Error> {
    let organization = OrganizationId(account.organization_id);
    let ids: Vec<Uuid> = rows.iter().filter_map(|row| row.application_id).collect();
    let names = names(db, organization, &ids).await?;
    let open = open_among(db, organization, account.id, ids).await?;
    let refused = may_use(account.state, &facts(account), context.now()).err();
    let is_open = |id: Uuid| open.contains_key(&id);
    let shown = rows
        .into_iter()
        .map(|row| show(row, &names, is_open, refused));
    Ok(shown.collect())
}

/// An application password as the API shows it. `names` are those of applications, `is_open` tells which of them
/// are open to the user, and `refused` is why all application passwords of the user are refused.
pub(super) fn show(
    row: Model,
    names: &HashMap<Uuid, String>,
    is_open: impl Fn(Uuid) -> bool,
    refused: Option<ResourceRefusal>,
) -> ApplicationPassword {
    let is_closed = row.application_id.is_some_and(|id| !is_open(id));
    let closed = is_closed.then_some(ResourceRefusal::ApplicationClosed);
    ApplicationPassword {
        id: ApplicationPasswordId(row.id),
        refused: refused.or(closed),
        application_id: row.application_id.map(ApplicationId),
        application_name: row.application_id.and_then(|id| names.get(&id).cloned()),
        name: row.name,
        created_at: row.created_at,
        last_used_at: row.last_used_at,
    }
}

/// The names of these applications.
pub(super) async fn names(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, String>, Error> {
    use application::Column;
    let rows: Vec<(Uuid, String)> = application::Entity::find()
        .select_only()
        .columns([Column::Id, Column::Name])
        .filter(Column::OrganizationId.eq(organization.0))
        .filter(Column::Id.is_in(ids.iter().copied()))
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().collect())
}
