use entity::{application, application_session, application_use};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::Error;
use crate::accounts::HeldAccount;

/// Writes the session of the application, and when the user last opened it. Holding the account ensures
/// that a session has at most one session of an application. Returns it.
///
/// # Errors
/// When the database fails.
pub(crate) async fn record_opening(
    held: &HeldAccount<'_>,
    session: Uuid,
    application: &application::Model,
) -> Result<application_session::Model, Error> {
    use application_session::{ActiveModel, Column, Entity};
    let (tx, now, account) = (held.tx(), held.context().now(), &held.account);
    let again = Entity::update_many()
        .col_expr(Column::LastAt, Expr::value(now))
        .filter(Column::SessionId.eq(session))
        .filter(Column::ApplicationId.eq(application.id))
        .filter(Column::EndedAt.is_null())
        .exec_with_returning(tx)
        .await?;
    let opened = match again.into_iter().next() {
        Some(opened) => opened,
        None => {
            let row = ActiveModel {
                id: Set(held.context().new_id()),
                organization_id: Set(account.organization_id),
                application_id: Set(application.id),
                account_id: Set(account.id),
                session_id: Set(session),
                opened_at: Set(now),
                last_at: Set(now),
                ..Default::default()
            };
            Entity::insert(row).exec_with_returning(tx).await?
        }
    };
    let last = application_use::ActiveModel {
        application_id: Set(application.id),
        account_id: Set(account.id),
        organization_id: Set(account.organization_id),
        last_opened_at: Set(Some(now)),
        ..Default::default()
    };
    let key = [
        application_use::Column::ApplicationId,
        application_use::Column::AccountId,
    ];
    let existing = OnConflict::columns(key)
        .update_column(application_use::Column::LastOpenedAt)
        .to_owned();
    application_use::Entity::insert(last)
        .on_conflict(existing)
        .exec_without_returning(tx)
        .await?;
    Ok(opened)
}
