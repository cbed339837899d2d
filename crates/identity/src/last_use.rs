//! Records when a credential was last used, with a precision of a minute, so that many requests do not cause as many
//! writes.

use std::time::Duration;

use rules::time::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, ModelTrait, QueryFilter};

use crate::{Context, Error};

/// The precision with which the last use is recorded.
const LAST_USE_PRECISION: Duration = Duration::from_secs(60);

/// The columns of a table of credentials.
#[derive(Clone, Copy)]
pub(crate) struct CredentialColumns<C> {
    /// The identifier of the credential.
    pub id: C,
    /// The organization to which it belongs.
    pub organization: C,
    /// When it was last used.
    pub last_use: C,
}

/// Records that the credential `row`, which was last used at this time, is used now.
///
/// # Errors
/// If the database fails.
pub(crate) async fn note_use<M: ModelTrait>(
    context: &Context,
    row: &M,
    last_used_at: Option<Timestamp>,
    columns: CredentialColumns<<M::Entity as EntityTrait>::Column>,
) -> Result<(), Error> {
    let now = context.now();
    let is_due = |at: Timestamp| at.plus(LAST_USE_PRECISION) <= now;
    if last_used_at.is_none_or(is_due) {
        let CredentialColumns {
            id,
            organization,
            last_use,
        } = columns;
        M::Entity::update_many()
            .col_expr(last_use, Expr::value(now))
            .filter(id.eq(row.get(id)))
            .filter(organization.eq(row.get(organization)))
            .exec(context.database().write())
            .await?;
    }
    Ok(())
}
