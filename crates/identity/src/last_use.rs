//! When a credential was last used, to the minute: a program that sends many requests must not cause as many
//! writes.

use std::time::Duration;

use rules::time::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, ModelTrait, QueryFilter};

use crate::{Context, Error};

/// How exactly the last use is recorded.
const LAST_USED_TO_THE: Duration = Duration::from_secs(60);

/// Records that the credential `row`, which was last used at this time, is used now. `columns` are those with
/// its identifier, its tenant and its last use.
///
/// # Errors
/// If the database fails.
pub(crate) async fn note_use<M: ModelTrait>(
    context: &Context,
    row: &M,
    last_used_at: Option<Timestamp>,
    columns: [<M::Entity as EntityTrait>::Column; 3],
) -> Result<(), Error> {
    let now = context.now();
    let is_due = |at: Timestamp| at.plus(LAST_USED_TO_THE) <= now;
    if last_used_at.is_none_or(is_due) {
        let [id, organization, last_use] = columns;
        M::Entity::update_many()
            .col_expr(last_use, Expr::value(now))
            .filter(id.eq(row.get(id)))
            .filter(organization.eq(row.get(organization)))
            .exec(context.database().write())
            .await?;
    }
    Ok(())
}
