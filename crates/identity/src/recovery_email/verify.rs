use contract::events::EventAction;
use contract::me::Me;
use entity::account::{self, Column};
use mail::Message;
use rules::links::LinkPurpose;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::enter::{By, check_enabled};
use crate::actor::SignedInUser;
use crate::{Context, Error, links};

/// Completes the verification of the user's own recovery email. Requires both the link in the email
/// and a session of the account. So nobody can verify a mistyped address, and the link alone gives
/// no access.
///
/// # Errors
/// `link-not-usable`, also if the link belongs to another user; `forbidden` if the organization
/// does not use recovery emails.
pub async fn verify(context: &Context, user: &SignedInUser, token: &str) -> Result<Me, Error> {
    let held = user.hold(context).await?;
    check_enabled(&held, By::User)?;
    let purpose = LinkPurpose::RecoveryEmailVerification;
    links::use_up_own(&held, purpose, token).await?;
    account::Entity::update_many()
        .col_expr(Column::RecoveryEmailVerifiedAt, Expr::value(context.now()))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::Id.eq(held.account.id))
        .exec(held.tx())
        .await?;
    held.record(user.event(EventAction::RecoveryEmailVerified))
        .await?;
    let address = held.account.recovery_email.clone().unwrap_or_default();
    held.enqueue(&Message::RecoveryEmailVerified { address })
        .await?;
    held.commit_and_read().await
}
