//! Where an export that continues another one begins.

use contract::ids::OrganizationId;
use entity::account::Column;
use rules::account::AccountKind;
use sea_orm::{ColumnTrait, QueryFilter};
use uuid::Uuid;

use super::cursor::{After, Key};
use super::scope;
use crate::{Context, Error};

/// The place of an item in a list that is in the order of its identifiers. The item may have been deleted.
pub(crate) fn after_item(id: Option<Uuid>) -> Option<After> {
    id.map(|id| After { key: Key::Id, id })
}

/// The place of an account in a list that is in the order of creation.
///
/// # Errors
/// `invalid-query` if the account was deleted, so its place is unknown.
pub(crate) async fn after_account(
    context: &Context,
    organization: OrganizationId,
    kind: AccountKind,
    id: Option<Uuid>,
) -> Result<Option<After>, Error> {
    let Some(id) = id else {
        return Ok(None);
    };
    let found = scope(organization, kind)
        .filter(Column::Id.eq(id))
        .one(context.database().read())
        .await?;
    let account = found.ok_or_else(|| {
        let mend = "No account in this list has this identifier. If it was deleted, remove its line and continue \
                    after the line before it";
        Error::query("after", mend)
    })?;
    let key = Key::At(account.created_at.unix_millis());
    Ok(Some(After { key, id }))
}
