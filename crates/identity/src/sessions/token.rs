use entity::{account, refresh_token, session};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use crate::addresses::Portal;
use crate::crypto::TokenHash;
use crate::{Error, accounts};

/// A session that a refresh token belongs to, and whose it is.
pub(super) struct Held {
    pub session: session::Model,
    pub account: account::Model,
}

/// The session of a refresh token, spent or not, ended or not; `tx` holds its account.
///
/// # Errors
/// When the database fails.
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
    // It may have gone on under another identifier in between.
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
