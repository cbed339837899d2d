use contract::sign_in::AccessToken;
use entity::{ceremony, refresh_token, session};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel,
    QueryFilter,
};

use super::{Owner, access_token};
use crate::addresses::Portal;
use crate::{Context, Error};

/// Goes on with the caller's session under a new identifier, since its owner proved a moment
/// ago to be there: what was issued for the old one opens nothing any more, but the refresh
/// token in the browser's cookie, which is nowhere else.
///
/// # Errors
/// `not-found` when the session has ended.
pub(crate) async fn renew(
    context: &Context,
    tx: &impl ConnectionTrait,
    owner: &Owner<'_>,
) -> Result<AccessToken, Error> {
    let old = session::Entity::find_by_id(owner.session)
        .filter(session::Column::EndedAt.is_null())
        .one(tx)
        .await?
        .ok_or(Error::NotFound)?;
    let portal = if old.portal == Portal::Admin.as_str() {
        Portal::Admin
    } else {
        Portal::User
    };
    let id = context.new_id();
    let mut new = old.into_active_model();
    new.id = Set(id);
    new.proved_at = Set(context.now().unix_millis());
    session::Entity::insert(new.reset_all())
        .exec_without_returning(tx)
        .await?;
    refresh_token::Entity::update_many()
        .col_expr(refresh_token::Column::SessionId, Expr::value(id))
        .filter(refresh_token::Column::SessionId.eq(owner.session))
        .exec(tx)
        .await?;
    // What the session has begun, such as adding a factor, goes on.
    ceremony::Entity::update_many()
        .col_expr(
            ceremony::Column::BoundTo,
            Expr::value(id.as_bytes().to_vec()),
        )
        .filter(ceremony::Column::BoundTo.eq(owner.session.as_bytes().to_vec()))
        .exec(tx)
        .await?;
    session::Entity::delete_by_id(owner.session)
        .exec(tx)
        .await?;
    access_token::issue(context, portal, owner.account, id)
}
