use contract::events::EventAction;
use entity::session::EndReason;
use entity::{refresh_token, session};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::authenticate::may_be_used;
use super::hold::over;
use super::start::issue_refresh_token;
use super::token::hold_by_token;
use super::{Started, expiry};
use crate::actor::{Client, Party};
use crate::addresses::Portal;
use crate::crypto::TokenHash;
use crate::events::NewEvent;
use crate::{Context, Error, access_tokens};

/// Refreshes a session. Each refresh token works once, and the result contains the next one.
/// Reusing a token ends the whole session, because the token must have been copied.
///
/// # Errors
/// `unauthenticated` if the token is unknown or was used, or its session has ended.
pub async fn refresh(
    context: &Context,
    portal: Portal,
    token: &str,
    client: &Client,
) -> Result<Started, Error> {
    let now = context.now();
    let Some((held, session)) = hold_by_token(context, portal, token).await? else {
        return Err(over());
    };
    let tx = held.tx();
    let spent_now = refresh_token::Entity::update_many()
        .col_expr(refresh_token::Column::SpentAt, Expr::value(now))
        .filter(refresh_token::Column::TokenHash.eq(TokenHash::of(token).bytes()))
        .filter(refresh_token::Column::SpentAt.is_null())
        .exec(tx)
        .await?;
    if spent_now.rows_affected == 0 {
        if session.ended_at.is_none() {
            let reason = EndReason::RefreshTokenReused;
            held.end_sessions(reason, Some(session.id)).await?;
            // The thief of the token may also have copied the browser's other cookies.
            held.forget_browser_of(session.id).await?;
            let event = NewEvent::new(EventAction::SessionRefreshTokenReused, Party::anonymous());
            held.record(event.from(client).failed()).await?;
        }
        held.commit().await?;
        return Err(over());
    }
    if !may_be_used(session.ended_at, session.expires_at, &held.account, now) {
        // At once, and not when the connection is next used: others wait for the account.
        held.into_tx().rollback().await?;
        return Err(over());
    }
    let created = session.created_at;
    let ends_at = session.ends_at;
    session::Entity::update_many()
        .col_expr(session::Column::LastUsedAt, Expr::value(now))
        .col_expr(
            session::Column::ExpiresAt,
            Expr::value(expiry(portal, created, ends_at, now)),
        )
        .filter(session::Column::Id.eq(session.id))
        .exec(tx)
        .await?;
    let refresh_token = issue_refresh_token(context, tx, session.id).await?;
    held.commit().await?;
    Ok(Started {
        access_token: access_tokens::issue(context, portal, session.account_id, session.id)?,
        refresh_token,
        device_token: None,
    })
}
