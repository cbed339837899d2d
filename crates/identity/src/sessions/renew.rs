use entity::{ceremony, refresh_token, session};
use rules::time::Timestamp;
use sea_orm::sea_query::{Expr, Func};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter,
};

use super::Started;
use super::hold::over;
use super::start::issue_refresh_token;
use crate::accounts::HeldAccount;
use crate::actor::SignedIn;
use crate::{Error, access_tokens};

/// Continues the caller's session under a new identifier and with new tokens, after its owner
/// authenticated or changed the password. A thief of the old tokens must not gain from that: they
/// stop working, and reusing an old refresh token ends the session.
///
/// `proved_at` is the time of the authentication, if there was one.
///
/// Holds the account, so that a session that is ended at the same moment stays ended.
///
/// # Errors
/// `unauthenticated` if the session has ended.
pub(crate) async fn renew(
    held: &HeldAccount<'_>,
    signed_in: &SignedIn,
    proved_at: Option<Timestamp>,
) -> Result<Started, Error> {
    let (context, tx) = (held.context(), held.tx());
    let old = session::Entity::find_by_id(signed_in.session)
        .filter(session::Column::EndedAt.is_null())
        .one(tx)
        .await?
        .ok_or_else(over)?;
    let portal = old.portal;
    let id = context.new_id();
    let mut new = old.into_active_model();
    new.id = Set(id);
    if let Some(proved_at) = proved_at {
        new.proved_at = Set(proved_at);
    }
    session::Entity::insert(new.reset_all())
        .exec_without_returning(tx)
        .await?;
    refresh_token::Entity::update_many()
        .col_expr(refresh_token::Column::SessionId, Expr::value(id))
        .col_expr(
            refresh_token::Column::SpentAt,
            Func::coalesce([
                Expr::col(refresh_token::Column::SpentAt),
                Expr::value(context.now()),
            ])
            .into(),
        )
        .filter(refresh_token::Column::SessionId.eq(signed_in.session))
        .exec(tx)
        .await?;
    // Ceremonies in progress, such as adding a factor, continue.
    ceremony::Entity::update_many()
        .col_expr(
            ceremony::Column::BoundTo,
            Expr::value(id.as_bytes().to_vec()),
        )
        .filter(ceremony::Column::BoundTo.eq(signed_in.session.as_bytes().to_vec()))
        .exec(tx)
        .await?;
    session::Entity::delete_by_id(signed_in.session)
        .exec(tx)
        .await?;
    Ok(Started {
        access_token: access_tokens::issue(context, portal, signed_in.account, id)?,
        refresh_token: issue_refresh_token(context, tx, id).await?,
    })
}
