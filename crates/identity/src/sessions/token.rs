use entity::{refresh_token, session};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use crate::accounts::HeldAccount;
use crate::addresses::Portal;
use crate::crypto::TokenHash;
use crate::{Context, Error};

/// The session of a refresh token, used or unused, ended or not, and its account, held.
///
/// # Errors
/// When the database fails.
pub(super) async fn hold_by_token<'a>(
    context: &'a Context,
    portal: Portal,
    token: &str,
) -> Result<Option<(HeldAccount<'a>, session::Model)>, Error> {
    let Some(before) = find(context.database().read(), portal, token).await? else {
        return Ok(None);
    };
    let Some(held) = HeldAccount::by_id(context, before.account_id).await? else {
        return Ok(None);
    };
    // It may have gone on under another identifier in between.
    let session = find(held.tx(), portal, token).await?;
    Ok(session.map(|session| (held, session)))
}

async fn find(
    db: &impl ConnectionTrait,
    portal: Portal,
    token: &str,
) -> Result<Option<session::Model>, Error> {
    let token = refresh_token::Entity::find_by_id(TokenHash::of(token).bytes());
    let Some(token) = token.one(db).await? else {
        return Ok(None);
    };
    Ok(session::Entity::find_by_id(token.session_id)
        .filter(session::Column::Portal.eq(portal))
        .one(db)
        .await?)
}
