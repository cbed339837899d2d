use contract::events::EventAction;
use entity::session::EndReason;
use entity::{refresh_token, session};
use rules::lifetimes::LOST_ANSWER;
use rules::time::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};

use super::authenticate::may_be_used;
use super::hold::over;
use super::token::{hold_by_token, issue, spend};
use super::{Started, expiry, sso};
use crate::actor::{Client, Party};
use crate::addresses::Portal;
use crate::events::NewEvent;
use crate::{Context, Error, access_tokens};

/// Refreshes a session. Each refresh token works once, and the result contains the next one.
/// Reusing a token ends the whole session, because the token must have been copied, unless the
/// response to its use was lost.
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
    let Some((held, session, token)) = hold_by_token(context, portal, token).await? else {
        return Err(over());
    };
    let tx = held.tx();
    let used = token.spent_at.is_some();
    if used && !was_answer_lost(tx, &token, client, now).await? {
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
    let times = (session.ended_at, session.expires_at);
    if !may_be_used(times, &held.account, held.organization.state(), now) {
        // Immediately, not when the connection is next used, because others wait for the account.
        held.into_tx().rollback().await?;
        return Err(over());
    }
    let created = session.created_at;
    let ends_at = session.ends_at;
    let sso_token = sso::token(portal)?;
    session::Entity::update_many()
        .col_expr(session::Column::LastUsedAt, Expr::value(now))
        .col_expr(
            session::Column::ExpiresAt,
            Expr::value(expiry(portal, created, ends_at, now)),
        )
        .col_expr(
            session::Column::SsoHash,
            Expr::value(sso::hash(sso_token.as_ref())),
        )
        .filter(session::Column::Id.eq(session.id))
        .exec(tx)
        .await?;
    if !used {
        spend(context, tx, session.id, client).await?;
    }
    // If the token was used, the token in the lost response stays valid, because that response may
    // still arrive.
    let next = token.generation.saturating_add(1);
    let refresh_token = issue(context, tx, session.id, next).await?;
    held.commit().await?;
    Ok(Started {
        access_token: access_tokens::issue(context, portal, session.account_id, session.id)?,
        refresh_token,
        sso_token,
        device_token: None,
    })
}

/// Whether the browser that used `token` shows it again because it did not get the response: it was
/// used a moment ago, by this browser, and no later token was used.
async fn was_answer_lost(
    tx: &impl ConnectionTrait,
    token: &refresh_token::Model,
    client: &Client,
    now: Timestamp,
) -> Result<bool, Error> {
    let recently = token.spent_at.is_some_and(|at| now < at.plus(LOST_ANSWER));
    if !recently || token.spent_by.as_ref() != Some(&client.browser()) {
        return Ok(false);
    }
    let later = refresh_token::Entity::find()
        .filter(refresh_token::Column::SessionId.eq(token.session_id))
        .filter(refresh_token::Column::Generation.gt(token.generation))
        .filter(refresh_token::Column::SpentAt.is_not_null())
        .count(tx)
        .await?;
    Ok(later == 0)
}
