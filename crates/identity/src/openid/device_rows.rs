//! Devices that wait for a person.

use ::oidc::device::UserCode;
use contract::ids::OrganizationId;
use entity::device_authorization::{Column, DeviceState, Entity, Model};
use entity::oidc_grant;
use rules::time::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::Error;
use crate::accounts::HeldAccount;
use crate::crypto::TokenHash;

/// The device of this organization that shows this code, if the code has not expired. The person may have
/// answered already.
///
/// # Errors
/// If the database fails.
pub(crate) async fn find_by_user_code(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    code: &UserCode,
    now: Timestamp,
) -> Result<Option<Model>, Error> {
    let found = Entity::find()
        .filter(Column::OrganizationId.eq(organization.0))
        .filter(Column::UserCodeHash.eq(TokenHash::of(code.stored()).bytes()))
        .filter(Column::ExpiresAt.gt(now))
        .one(db)
        .await?;
    Ok(found)
}

/// Gives a device what it was granted. Returns whether it still waited: if several people enter the
/// same code, only one can answer.
///
/// # Errors
/// If the database fails.
pub(crate) async fn approve(
    held: &HeldAccount<'_>,
    row: &Model,
    grant: Uuid,
) -> Result<bool, Error> {
    let opened = oidc_grant::Entity::find_by_id(grant)
        .one(held.tx())
        .await?
        .map(|grant| grant.application_session_id);
    answer(held, row, (DeviceState::Approved, Some(grant), opened)).await
}

/// Refuses a device. Returns whether it still waited.
///
/// # Errors
/// If the database fails.
pub(crate) async fn deny(held: &HeldAccount<'_>, row: &Model) -> Result<bool, Error> {
    answer(held, row, (DeviceState::Denied, None, None)).await
}

async fn answer(
    held: &HeldAccount<'_>,
    row: &Model,
    (state, grant, opened): (DeviceState, Option<Uuid>, Option<Uuid>),
) -> Result<bool, Error> {
    let written = Entity::update_many()
        .col_expr(Column::State, Expr::value(state))
        .col_expr(Column::AccountId, Expr::value(Some(held.account.id)))
        .col_expr(Column::GrantId, Expr::value(grant))
        .col_expr(Column::ApplicationSessionId, Expr::value(opened))
        .filter(Column::DeviceCodeHash.eq(row.device_code_hash.clone()))
        .filter(Column::OrganizationId.eq(held.account.organization_id))
        .filter(Column::State.eq(DeviceState::Waiting))
        .filter(Column::ExpiresAt.gt(held.context().now()))
        .exec(held.tx())
        .await?;
    Ok(written.rows_affected == 1)
}
