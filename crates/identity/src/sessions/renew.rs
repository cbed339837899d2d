use entity::{application_session, ceremony, refresh_token, session};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter,
};

use super::hold::over;
use super::token::rotate;
use super::{Authentication, Started, sso};
use crate::accounts::HeldAccount;
use crate::actor::SignedIn;
use crate::{Error, access_tokens};

/// Continues the caller's session under a new identifier and with new tokens, after its owner
/// authenticated or changed the password. A thief of the old tokens must not gain from that: they
/// stop working, and reusing an old refresh token ends the session, as it does after a refresh.
///
/// `given` is the authentication, if there was one.
///
/// Holds the account, so that a session that is ended at the same moment stays ended.
///
/// # Errors
/// `unauthenticated` if the session has ended.
pub(crate) async fn renew(
    held: &HeldAccount<'_>,
    signed_in: &SignedIn,
    given: Option<Authentication>,
) -> Result<Started, Error> {
    let (context, tx) = (held.context(), held.tx());
    held.share_open_applications().await?;
    let old = session::Entity::find_by_id(signed_in.session)
        .filter(session::Column::EndedAt.is_null())
        .one(tx)
        .await?
        .ok_or_else(over)?;
    let portal = old.portal;
    let id = context.new_id();
    let mut new = old.into_active_model();
    let sso_token = sso::token(portal)?;
    new.id = Set(id);
    new.sso_hash = Set(sso::hash(sso_token.as_ref()));
    if let Some(given) = given {
        given.write_to(&mut new);
    }
    session::Entity::insert(new.reset_all())
        .exec_without_returning(tx)
        .await?;
    refresh_token::Entity::update_many()
        .col_expr(refresh_token::Column::SessionId, Expr::value(id))
        .filter(refresh_token::Column::SessionId.eq(signed_in.session))
        .exec(tx)
        .await?;
    // What was opened in the session stays open, under the identifiers that the applications know.
    application_session::Entity::update_many()
        .col_expr(application_session::Column::SessionId, Expr::value(id))
        .filter(application_session::Column::SessionId.eq(signed_in.session))
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
        refresh_token: rotate(context, tx, id, &signed_in.client).await?,
        sso_token,
        device_token: None,
    })
}
