use contract::problem::ProblemType;
use sea_orm::{ColumnTrait, QueryFilter};

use super::table::{Facts, ResourceTable};
use crate::crypto::TokenHash;
use crate::last_use::note_use;
use crate::suspension::is_suspended;
use crate::{Context, Error};

/// Returns the row with this credential.
///
/// # Errors
/// `unauthenticated`.
pub(crate) async fn authenticate<T: ResourceTable>(
    context: &Context,
    credential: &str,
) -> Result<T::Model, Error> {
    let read = context.database().read();
    let row = T::find()
        .filter(T::CREDENTIAL_HASH.eq(TokenHash::of(credential).bytes()))
        .one(read)
        .await?
        .ok_or_else(|| refused(T::WRONG_CREDENTIAL))?;
    let Facts {
        organization,
        last_used_at,
        ..
    } = T::facts(&row);
    if is_suspended(read, organization).await? {
        return Err(refused(
            "The organization is suspended. Contact the operator of this server",
        ));
    }
    // A RADIUS client for which the password of an account is verified has it recorded exactly.
    note_use(context, &row, last_used_at, T::LAST_USED_AT).await?;
    Ok(row)
}

const fn refused(detail: &'static str) -> Error {
    Error::Refused(ProblemType::Unauthenticated, detail)
}
