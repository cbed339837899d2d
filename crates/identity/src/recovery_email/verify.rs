use contract::events::EventAction;
use contract::me::Me;
use entity::account::{self, Column};
use mail::Message;
use rules::lifetimes::LinkPurpose;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::own::check_enabled;
use crate::accounts::party;
use crate::actor::SignedInUser;
use crate::events::{Act, record};
use crate::{Context, Error, links, me, outbox};

/// Completes the verification of the user's own recovery email. It takes both proofs: the link
/// in the mail, and a session of the account. So an address that somebody mistyped is verified
/// by nobody, and a link alone opens nothing.
///
/// # Errors
/// `link-not-usable`, also when the link is another user's; `forbidden` where the organization
/// has none.
pub async fn verify(context: &Context, user: &SignedInUser, token: &str) -> Result<Me, Error> {
    let tx = context.database().begin().await?;
    check_enabled(&tx, user).await?;
    let account = user.hold(&tx).await?;
    let purpose = LinkPurpose::RecoveryEmailVerification;
    links::spend_own(context, &tx, purpose, token, account.id).await?;
    account::Entity::update_many()
        .col_expr(Column::RecoveryEmailVerifiedAt, Expr::value(context.now()))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::Id.eq(account.id))
        .exec(&tx)
        .await?;
    let act = Act::new(EventAction::RecoveryEmailVerified, user.party()).to(party(&account));
    record(context, &tx, user.organization, act.from(&user.client)).await?;
    let address = account.recovery_email.clone().unwrap_or_default();
    let message = Message::RecoveryEmailVerified { address };
    outbox::enqueue(context, &tx, &account, &message).await?;
    let me = me::read(&tx, user, context.now()).await?;
    tx.commit().await?;
    Ok(me)
}
