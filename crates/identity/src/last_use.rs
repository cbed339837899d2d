//! Records when a credential was last used, with a precision of a minute, so that many requests do not cause as many
//! writes.

use std::time::Duration;

use entity::TenantTable;
use rules::time::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, ModelTrait, QueryFilter};

use crate::{Context, Error};

/// The precision with which the last use is recorded.
const LAST_USE_PRECISION: Duration = Duration::from_secs(60);

/// Records in `column` that the credential `row`, which was last used at this time, is used now.
///
/// # Errors
/// If the database fails.
pub(crate) async fn note_use<M>(
    context: &Context,
    row: &M,
    last_used_at: Option<Timestamp>,
    column: <M::Entity as EntityTrait>::Column,
) -> Result<(), Error>
where
    M: ModelTrait,
    M::Entity: TenantTable,
{
    let now = context.now();
    let is_due = |at: Timestamp| at.plus(LAST_USE_PRECISION) <= now;
    if last_used_at.is_none_or(is_due) {
        let (id, organization) = (M::Entity::ID, M::Entity::ORGANIZATION);
        M::Entity::update_many()
            .col_expr(column, Expr::value(now))
            .filter(id.eq(row.get(id)))
            .filter(organization.eq(row.get(organization)))
            .exec(context.database().write())
            .await?;
    }
    Ok(())
}
