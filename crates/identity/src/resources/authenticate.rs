use std::time::Duration;

use contract::problem::ProblemType;
use rules::time::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, QueryFilter};

use super::table::{Facts, ResourceTable};
use crate::crypto::TokenHash;
use crate::suspension::is_suspended;
use crate::{Context, Error};

/// How exactly the last use is recorded. A RADIUS client for which the password of an account is verified has
/// it recorded exactly.
const LAST_USED_TO_THE: Duration = Duration::from_secs(60);

/// Returns the row with this credential.
///
/// # Errors
/// `unauthenticated`.
pub(crate) async fn authenticate<T: ResourceTable>(
    context: &Context,
    credential: &str,
) -> Result<T::Model, Error> {
    let (read, now) = (context.database().read(), context.now());
    let row = T::find()
        .filter(T::CREDENTIAL_HASH.eq(TokenHash::of(credential).bytes()))
        .one(read)
        .await?
        .ok_or_else(|| refused(T::WRONG_CREDENTIAL))?;
    let Facts {
        id,
        organization,
        last_used_at,
        ..
    } = T::facts(&row);
    if is_suspended(read, organization).await? {
        return Err(refused(
            "The organization is suspended. Contact the operator of this server",
        ));
    }
    let is_due = |at: Timestamp| at.plus(LAST_USED_TO_THE) <= now;
    if last_used_at.is_none_or(is_due) {
        T::update_many()
            .col_expr(T::LAST_USED_AT, Expr::value(now))
            .filter(T::ORGANIZATION.eq(organization.0))
            .filter(T::ID.eq(id))
            .exec(context.database().write())
            .await?;
    }
    Ok(row)
}

const fn refused(detail: &'static str) -> Error {
    Error::Refused(ProblemType::Unauthenticated, detail)
}
