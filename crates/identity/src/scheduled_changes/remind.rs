use contract::ids::OrganizationId;
use entity::organization::suspended;
use entity::scheduled_change::{Column, Entity, Model};
use mail::{Message, ScheduledLine};
use rules::role::Permission;
use rules::scheduled_change::REMIND_BEFORE;
use sea_orm::sea_query::{Expr, LockBehavior, LockType};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::perform::kind;
use crate::accounts::{find_organization, names_and_emails};
use crate::outbox::enqueue_to_permitted;
use crate::zone::Zone;
use crate::{Context, Error};

/// The number of changes that one email names.
const IN_ONE_EMAIL: u64 = 20;

/// Emails administrators about the changes of the next day, those of an organization together: a day
/// before, or as soon as one is scheduled for an earlier time. Returns the number of changes. Any number
/// of servers can run this at once: the mark that administrators were reminded is written in the
/// transaction of the emails. Stops between emails.
///
/// # Errors
/// When the database fails; what was sent is kept.
pub async fn remind(context: &Context, stop: &CancellationToken) -> Result<u64, Error> {
    let organizations: Vec<Uuid> = Entity::find()
        .select_only()
        .column(Column::OrganizationId)
        .distinct()
        .filter(soon(context))
        .filter(Column::OrganizationId.not_in_subquery(suspended()))
        .into_tuple()
        .all(context.database().read())
        .await?;
    let mut reminded = 0;
    for organization in organizations {
        loop {
            if stop.is_cancelled() {
                return Ok(reminded);
            }
            let batch = remind_of(context, OrganizationId(organization)).await?;
            reminded += batch;
            if batch < IN_ONE_EMAIL {
                break;
            }
        }
    }
    Ok(reminded)
}

/// The changes that administrators are to be reminded of.
fn soon(context: &Context) -> Condition {
    Condition::all()
        .add(Column::RemindedAt.is_null())
        .add(Column::DueAt.gt(context.now()))
        .add(Column::DueAt.lte(context.now().plus(REMIND_BEFORE)))
}

async fn remind_of(context: &Context, organization: OrganizationId) -> Result<u64, Error> {
    let tx = context.database().begin().await?;
    let changes: Vec<Model> = Entity::find()
        .filter(Column::OrganizationId.eq(organization.0))
        .filter(soon(context))
        .order_by_asc(Column::DueAt)
        .order_by_asc(Column::Id)
        .limit(IN_ONE_EMAIL)
        // Another server reminds of those that it has locked.
        .lock_with_behavior(LockType::NoKeyUpdate, LockBehavior::SkipLocked)
        .all(&tx)
        .await?;
    if changes.is_empty() {
        return Ok(0);
    }
    Entity::update_many()
        .col_expr(Column::RemindedAt, Expr::value(context.now()))
        .filter(Column::OrganizationId.eq(organization.0))
        .filter(Column::Id.is_in(changes.iter().map(|change| change.id)))
        .exec(&tx)
        .await?;
    let users = changes.iter().map(|change| change.account_id);
    let users = names_and_emails(&tx, organization, users).await?;
    let organization = find_organization(&tx, organization).await?;
    let zone = Zone::of(&organization);
    let line = |change: &Model| {
        let (name, email) = users.get(&change.account_id)?.clone();
        Some(ScheduledLine {
            change: kind(change.action),
            name,
            email,
            at: zone.words(change.due_at),
            by: change.actor_name.clone(),
        })
    };
    let message = Message::ScheduledChanges {
        changes: changes.iter().filter_map(line).collect(),
    };
    enqueue_to_permitted(
        context,
        &tx,
        &organization,
        Permission::UsersWrite,
        &message,
    )
    .await?;
    tx.commit().await?;
    Ok(changes.len() as u64)
}
