use contract::events::EventAction;
use contract::me::Me;
use entity::account::{self, Column};
use mail::Message;
use rules::lifetimes::LinkPurpose;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::enter::{By, check_enabled};
use crate::actor::SignedInUser;
use crate::{Context, Error, links};

/// Completes the verification of the user's own recovery email. It takes both proofs: the link
/// in the mail, and a session of the account. So an address that somebody mistyped is verified
/// by nobody, and a link alone opens nothing.
///
/// # Errors
/// `link-not-usable`, also when the link is another user's; `forbidden` where the organization
/// has none.
pub async fn verify(context: &Context, user: &SignedInUser, token: &str) -> Result<Me, Error> {
    let held = user.hold(context).await?;
    check_enabled(&held, By::User)?;
    let purpose = LinkPurpose::RecoveryEmailVerification;
    links::spend_own(&held, purpose, token).await?;
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
