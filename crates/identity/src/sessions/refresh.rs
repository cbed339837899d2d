use contract::events::EventAction;
use contract::ids::OrganizationId;
use entity::session::EndReason;
use entity::{refresh_token, session};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::authenticate::may_be_used;
use super::hold::over;
use super::start::issue_refresh_token;
use super::token::{Held, hold_by_token};
use super::{Started, expiry};
use crate::accounts::party;
use crate::actor::{Client, Party};
use crate::addresses::Portal;
use crate::crypto::TokenHash;
use crate::events::{Act, record};
use crate::{Context, Error, access_tokens, accounts};

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
    let tx = context.database().begin().await?;
    let Some(Held { session, account }) = hold_by_token(&tx, portal, token).await? else {
        return Err(over());
    };
    let spent_now = refresh_token::Entity::update_many()
        .col_expr(refresh_token::Column::SpentAt, Expr::value(now))
        .filter(refresh_token::Column::TokenHash.eq(TokenHash::of(token).bytes()))
        .filter(refresh_token::Column::SpentAt.is_null())
        .exec(&tx)
        .await?;
    if spent_now.rows_affected == 0 {
        if session.ended_at.is_none() {
            accounts::end_sessions(
                context,
                &tx,
                account.id,
                EndReason::RefreshTokenReused,
                Some(session.id),
            )
            .await?;
            let act = Act::new(EventAction::SessionRefreshTokenReused, Party::anonymous());
            let act = act.to(party(&account)).from(client).failed();
            record(context, &tx, OrganizationId(account.organization_id), act).await?;
        }
        tx.commit().await?;
        return Err(over());
    }
    if !may_be_used(session.ended_at, session.expires_at, &account, now) {
        // Rolls back now, not when the connection is next used: others are waiting for the account.
        tx.rollback().await?;
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
        .exec(&tx)
        .await?;
    let refresh_token = issue_refresh_token(context, &tx, session.id).await?;
    tx.commit().await?;
    Ok(Started {
        access_token: access_tokens::issue(context, portal, account.id, session.id)?,
        refresh_token,
    })
}
