use entity::{account, refresh_token, session};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use crate::addresses::Portal;
use crate::crypto::TokenHash;
use crate::{Error, accounts};

/// The session of a refresh token, and its account.
pub(super) struct Held {
    pub session: session::Model,
    pub account: account::Model,
}

/// Finds the session of a refresh token, even if the token was used or the session has ended. `tx`
/// then holds the account.
///
/// # Errors
/// If the database fails.
pub(super) async fn hold_by_token(
    tx: &DatabaseTransaction,
    portal: Portal,
    token: &str,
) -> Result<Option<Held>, Error> {
    let Some(before) = find(tx, portal, token).await? else {
        return Ok(None);
    };
    let Some(account) = accounts::hold_again(tx, before.account_id).await? else {
        return Ok(None);
    };
    // The session may have continued under another identifier in the meantime.
    let session = find(tx, portal, token).await?;
    Ok(session.map(|session| Held { session, account }))
}

async fn find(
    tx: &DatabaseTransaction,
    portal: Portal,
    token: &str,
) -> Result<Option<session::Model>, Error> {
    let token = refresh_token::Entity::find_by_id(TokenHash::of(token).bytes());
    let Some(token) = token.one(tx).await? else {
        return Ok(None);
    };
    Ok(session::Entity::find_by_id(token.session_id)
        .filter(session::Column::Portal.eq(portal))
        .one(tx)
        .await?)
}
