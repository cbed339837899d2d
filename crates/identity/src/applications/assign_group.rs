use contract::events::EventAction;
use contract::ids::{ApplicationId, GroupId};
use entity::application_group::{ActiveModel, Column, Entity};
use entity::{application, user_group};
use sea_orm::sea_query::LockType;
use sea_orm::{ActiveValue::Set, DatabaseTransaction, EntityTrait, QuerySelect, TryInsertResult};

use super::show::party;
use crate::accounts::end_lost_applications;
use crate::actor::AdminPrincipal;
use crate::events::record;
use crate::permitted::{ApplicationsWrite, Permitted};
use crate::tenant_rows::{by_id, hold};
use crate::{Context, Error};

/// Assigns an application to a group. Does nothing if it is already assigned.
///
/// # Errors
/// `not-found` if the application or the group does not exist, `forbidden`.
pub async fn assign_group(
    context: &Context,
    principal: &Permitted<ApplicationsWrite>,
    id: ApplicationId,
    group: GroupId,
) -> Result<(), Error> {
    let tx = context.database().begin().await?;
    let (application, group) = both(&tx, principal, id, group).await?;
    if insert_group(context, &tx, &application, &group).await? {
        let action = EventAction::ApplicationAssigned;
        tell(context, &tx, principal, action, (&application, &group)).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Assigns the held application to the held group. Returns whether it was not assigned before.
///
/// # Errors
/// If the database fails.
pub(crate) async fn insert_group(
    context: &Context,
    tx: &DatabaseTransaction,
    application: &application::Model,
    group: &user_group::Model,
) -> Result<bool, Error> {
    let row = ActiveModel {
        application_id: Set(application.id),
        group_id: Set(group.id),
        organization_id: Set(application.organization_id),
        assigned_at: Set(context.now()),
    };
    let inserted = Entity::insert(row)
        .on_conflict_do_nothing_on([Column::ApplicationId, Column::GroupId])
        .exec_without_returning(tx)
        .await?;
    Ok(matches!(inserted, TryInsertResult::Inserted(1)))
}

/// Removes an application from a group, and ends its sessions for users who lose access. Does nothing
/// if it is not assigned.
///
/// # Errors
/// `not-found` if the application or the group does not exist, `forbidden`.
pub async fn unassign_group(
    context: &Context,
    principal: &Permitted<ApplicationsWrite>,
    id: ApplicationId,
    group: GroupId,
) -> Result<(), Error> {
    let tx = context.database().begin().await?;
    let (application, group) = both(&tx, principal, id, group).await?;
    let deleted = Entity::delete_by_id((application.id, group.id))
        .exec(&tx)
        .await?;
    if deleted.rows_affected > 0 {
        end_lost_applications(context, &tx, &[application.id]).await?;
        let action = EventAction::ApplicationUnassigned;
        tell(context, &tx, principal, action, (&application, &group)).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// The held application and the group, which cannot be deleted until `tx` ends.
async fn both(
    tx: &DatabaseTransaction,
    principal: &AdminPrincipal,
    id: ApplicationId,
    group: GroupId,
) -> Result<(application::Model, user_group::Model), Error> {
    let organization = principal.organization();
    let application = hold(tx, organization, id).await?;
    let group = QuerySelect::lock(by_id(organization, group), LockType::KeyShare);
    let group = group.one(tx).await?;
    Ok((application, group.ok_or(Error::NotFound)?))
}

async fn tell(
    context: &Context,
    tx: &DatabaseTransaction,
    principal: &AdminPrincipal,
    action: EventAction,
    (application, group): (&application::Model, &user_group::Model),
) -> Result<(), Error> {
    let event = principal
        .event(action)
        .to(party(application))
        .with("group", group.name.as_str())
        .with("group_id", group.id.to_string());
    record(context, tx, principal.organization(), event).await
}
