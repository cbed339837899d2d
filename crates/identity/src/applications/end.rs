use entity::application;
use entity::application_session::{Column, EndReason, Entity};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use crate::{Context, Error};

/// Ends all sessions of an application that was disabled.
///
/// # Errors
/// If the database fails.
pub(super) async fn end_all(
    context: &Context,
    tx: &impl ConnectionTrait,
    application: &application::Model,
) -> Result<(), Error> {
    let reason = EndReason::ApplicationDisabled;
    Entity::update_many()
        .col_expr(Column::EndedAt, Expr::value(context.now()))
        .col_expr(Column::EndReason, Expr::value(reason))
        .filter(Column::ApplicationId.eq(application.id))
        .filter(Column::EndedAt.is_null())
        .exec(tx)
        .await?;
    Ok(())
}
