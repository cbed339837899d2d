use std::time::Duration;

use contract::mail_deliveries::MailState;
use entity::mail as row;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};

use crate::{Context, Error};

/// The emails of all organizations that wait for delivery.
#[derive(Clone, Copy, Debug)]
pub struct Waiting {
    /// How many there are.
    pub count: u64,
    /// The age of the oldest.
    pub oldest: Duration,
}

/// What waits for delivery.
///
/// # Errors
/// If the database fails.
pub async fn waiting(context: &Context) -> Result<Waiting, Error> {
    let read = context.database().read();
    let queued = row::Entity::find().filter(row::Column::State.eq(MailState::Queued));
    let count = queued.clone().count(read).await?;
    let oldest = queued
        .order_by_asc(row::Column::CreatedAt)
        .one(read)
        .await?;
    let oldest = oldest.map(|oldest| oldest.created_at.until(context.now()));
    Ok(Waiting {
        count,
        oldest: oldest.unwrap_or_default(),
    })
}
