use contract::mail::MailState;
use entity::mail as row;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use crate::{Context, Error};

/// The number of emails of all organizations that wait for delivery.
///
/// # Errors
/// If the database fails.
pub async fn waiting(context: &Context) -> Result<u64, Error> {
    Ok(row::Entity::find()
        .filter(row::Column::State.eq(MailState::Queued))
        .count(context.database().read())
        .await?)
}
