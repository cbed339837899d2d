use std::time::Duration;

use entity::set_up_link::{ActiveModel, Column, Entity};
use rules::links::SET_UP_LINK;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

use super::is_empty;
use crate::crypto::Token;
use crate::{Context, Error};

/// How long a link works next to a newer one. Servers that start together on one database each print
/// a link, and nobody can tell which of them is the newest.
const TOGETHER: Duration = Duration::from_secs(60);

/// The URL of a new one-time link that creates the first organization, for the log; `None` if there
/// is an organization. The link works for 24 hours and voids the older ones, except those of servers
/// that started at the same time.
///
/// # Errors
/// When the database fails.
pub async fn link_if_empty(context: &Context) -> Result<Option<String>, Error> {
    let tx = context.database().begin().await?;
    if !is_empty(&tx).await? {
        return Ok(None);
    }
    let now = context.now();
    Entity::update_many()
        .col_expr(Column::UsedAt, Expr::value(now))
        .filter(Column::UsedAt.is_null())
        .filter(Column::CreatedAt.lte(now.minus(TOGETHER)))
        .exec(&tx)
        .await?;
    let token = Token::random()?;
    let row = ActiveModel {
        token_hash: Set(token.hash().bytes()),
        created_at: Set(now),
        expires_at: Set(now.plus(SET_UP_LINK)),
        ..Default::default()
    };
    Entity::insert(row).exec_without_returning(&tx).await?;
    tx.commit().await?;
    Ok(Some(context.addresses().set_up_link(&token)))
}
