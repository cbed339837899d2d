use contract::ids::OrganizationId;
use entity::webhook::{Column, Entity};
use rules::time::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use crate::Error;

/// Forgets since when the enabled webhooks of an organization have failed. Called when a suspension ends: nothing was
/// sent in the meantime, so their receivers had no opportunity to accept anything.
///
/// # Errors
/// If the database fails.
pub(crate) async fn forget_failures(
    tx: &DatabaseTransaction,
    organization: OrganizationId,
) -> Result<(), Error> {
    let never = Expr::value(Option::<Timestamp>::None);
    Entity::update_many()
        .col_expr(Column::FailingSince, never)
        .filter(Column::OrganizationId.eq(organization.0))
        .filter(Column::Enabled.eq(true))
        .filter(Column::FailingSince.is_not_null())
        .exec(tx)
        .await?;
    Ok(())
}
