use std::collections::HashMap;

use contract::applications::{MyApplication, Why};
use contract::ids::ApplicationId;
use contract::page::Page;
use entity::application::{Column, Model};
use entity::application_use;
use rules::access::WantedFactor;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::assignment::{Assignments, open_to};
use crate::actor::SignedInUser;
use crate::lists::single_page;
use crate::{Context, Error};

/// Lists the applications that are available to the caller and shown in the User Portal: pinned ones first,
/// then by name. All on one page, because the number of applications of an organization is limited.
///
/// # Errors
/// If the database fails.
pub async fn mine(context: &Context, user: &SignedInUser) -> Result<Page<MyApplication>, Error> {
    let read = context.database().read();
    let shown = open_to(user.organization, user.account)
        .filter(Column::Enabled.eq(true))
        .filter(Column::Visible.eq(true));
    let rows = shown.all(read).await?;
    let assignments = Assignments::read(read, user.account, None).await?;
    let mut uses = uses(read, user.account).await?;
    let card = |row: Model| {
        let why = Why::from(assignments.of(&row));
        let usage = uses.remove(&row.id);
        MyApplication {
            id: ApplicationId(row.id),
            name: row.name,
            description: row.description,
            letter: row.letter,
            color: row.color,
            category: row.category,
            asks_for_factor: row.factor != WantedFactor::None,
            why,
            last_opened_at: usage.as_ref().and_then(|usage| usage.last_opened_at),
            pinned: usage.is_some_and(|usage| usage.pinned_at.is_some()),
        }
    };
    let mut items: Vec<MyApplication> = rows.into_iter().map(card).collect();
    // Stable, so that the names stay in order.
    items.sort_by_key(|card| !card.pinned);
    let total = items.len() as u64;
    Ok(single_page(items, total))
}

/// What a user does with applications, by application.
///
/// # Errors
/// If the database fails.
pub(super) async fn uses(
    db: &impl ConnectionTrait,
    account: Uuid,
) -> Result<HashMap<Uuid, application_use::Model>, Error> {
    let rows = application_use::Entity::find()
        .filter(application_use::Column::AccountId.eq(account))
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.application_id, row))
        .collect())
}
