use std::collections::HashMap;

use contract::application_passwords::ApplicationPassword;
use contract::ids::{ApplicationId, ApplicationPasswordId, OrganizationId};
use entity::account;
use entity::application;
use entity::application_password::Model;
use rules::resource::{AfterLoss, ResourcePolicy};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::refusal::{BoundTo, refusal_of};
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
    let on_lock = |id: Uuid| open.get(&id).map(|application| application.on_lock);
    let shown = rows
        .into_iter()
        .map(|row| show(context, account, row, &names, on_lock));
    Ok(shown.collect())
}

/// An application password of the account as the API shows it. `names` are those of applications, and `on_lock`
/// returns what an application decides about locks if it is available to the user.
pub(super) fn show(
    context: &Context,
    account: &account::Model,
    row: Model,
    names: &HashMap<Uuid, String>,
    on_lock: impl FnOnce(Uuid) -> Option<AfterLoss>,
) -> ApplicationPassword {
    let bound_to = row
        .application_id
        .map_or(BoundTo::Device, |id| BoundTo::application(on_lock(id)));
    let policy = ResourcePolicy::default();
    ApplicationPassword {
        id: ApplicationPasswordId(row.id),
        refused: refusal_of(account, bound_to, policy, context.now()),
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
