use contract::mail::MailState;
use entity::mail as row;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

use crate::{Context, Error};

/// How many mails of all organizations wait for delivery.
///
/// # Errors
/// When the database fails.
pub async fn waiting(context: &Context) -> Result<u64, Error> {
    Ok(row::Entity::find()
        .filter(row::Column::State.eq(MailState::Queued))
        .count(context.database().read())
        .await?)
}
