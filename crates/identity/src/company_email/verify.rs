use contract::events::EventAction;
use contract::me::Me;
use entity::account::{self, Column};
use rules::links::LinkPurpose;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::actor::SignedInUser;
use crate::{Context, Error, links};

/// Verifies the user's own company email after it was changed. It requires both the emailed link and a
/// session of the account, because the person who changed the address may also read its mailbox.
///
/// # Errors
/// `link-not-usable`, also if the link is another user's.
pub async fn verify(context: &Context, user: &SignedInUser, token: &str) -> Result<Me, Error> {
    let held = user.hold(context).await?;
    links::use_up_own(&held, LinkPurpose::UserEmailVerification, token).await?;
    account::Entity::update_many()
        .col_expr(Column::EmailUnverified, Expr::value(false))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::Id.eq(held.account.id))
        .exec(held.tx())
        .await?;
    held.record(user.event(EventAction::UserEmailVerified))
        .await?;
    held.commit_and_read().await
}
