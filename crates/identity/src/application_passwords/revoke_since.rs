use entity::application_password::{Column, Entity};
use rules::time::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::Error;
use crate::accounts::HeldAccount;

/// Revokes the application passwords that were created at `since` or later. Returns their number.
///
/// # Errors
/// If the database fails.
pub(crate) async fn revoke_since(held: &HeldAccount<'_>, since: Timestamp) -> Result<u64, Error> {
    let revoked = Entity::update_many()
        .col_expr(Column::RevokedAt, Expr::value(held.context().now()))
        .filter(Column::OrganizationId.eq(held.account.organization_id))
        .filter(Column::AccountId.eq(held.account.id))
        .filter(Column::CreatedAt.gte(since))
        .filter(Column::RevokedAt.is_null())
        .exec(held.tx())
        .await?;
    Ok(revoked.rows_affected)
}
