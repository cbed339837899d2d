use entity::{refresh_token, session};
use sea_orm::{ColumnTrait, EntityTrait, JoinType, QueryFilter, QuerySelect, RelationDef};

use super::authenticate::{Held, with_account};
use super::hold::over;
use crate::addresses::Portal;
use crate::crypto::TokenHash;
use crate::{Context, Error};

/// Succeeds if the session of a refresh token is valid. Neither uses the token nor extends the session,
/// so a page that checks from time to time does not keep an idle session alive. A used token is
/// accepted like the current one, because another tab may be replacing it.
///
/// # Errors
/// `unauthenticated`.
pub async fn check(context: &Context, portal: Portal, token: &str) -> Result<(), Error> {
    // One statement, because the session may continue under another identifier in the meantime.
    let of_token = session::Entity::find().join_rev(JoinType::InnerJoin, token_to_session());
    let held = with_account(of_token)
        .filter(refresh_token::Column::TokenHash.eq(TokenHash::of(token).bytes()))
        .filter(session::Column::Portal.eq(portal))
        .into_partial_model::<Held>()
        .one(context.database().read())
        .await?;
    let held = held.ok_or_else(over)?;
    held.live(context.now()).map(drop)
}

fn token_to_session() -> RelationDef {
    refresh_token::Entity::belongs_to(session::Entity)
        .from(refresh_token::Column::SessionId)
        .to(session::Column::Id)
        .into()
}
