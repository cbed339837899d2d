use contract::ids::OrganizationId;
use entity::application_password::{Column, Entity};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::{Context, Error};

/// Revokes the application passwords that are for an application, which is deleted next. Revoked ones are
/// remembered without it: if they were deleted with it, a user whose devices still send them would be locked
/// out, because unknown secrets count as wrong ones. Returns the number of those that were valid.
///
/// # Errors
/// If the database fails.
pub(super) async fn revoke_passwords(
    context: &Context,
    tx: &DatabaseTransaction,
    organization: OrganizationId,
    application: Uuid,
) -> Result<u64, Error> {
    let revoked = Entity::update_many()
        .col_expr(Column::RevokedAt, Expr::value(Some(context.now())))
        .filter(Column::OrganizationId.eq(organization.0))
        .filter(Column::ApplicationId.eq(application))
        .filter(Column::RevokedAt.is_null())
        .exec(tx)
        .await?;
    Entity::update_many()
        .col_expr(Column::ApplicationId, Expr::value(Option::<Uuid>::None))
        .filter(Column::OrganizationId.eq(organization.0))
        .filter(Column::ApplicationId.eq(application))
        .exec(tx)
        .await?;
    Ok(revoked.rows_affected)
}
