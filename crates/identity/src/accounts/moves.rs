use contract::problem::ProblemType;
use entity::account;
use entity::account::Column;
use entity::session::EndReason;
use entity::sign_in;
use rules::state::UserState;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::{Context, Error};

/// Moves an account to `next`, if the rules allow that from where it is. Of parallel moves
/// one wins.
///
/// # Errors
/// `conflict`.
pub(crate) async fn become_state(
    context: &Context,
    tx: &impl ConnectionTrait,
    account: &account::Model,
    next: UserState,
) -> Result<(), Error> {
    let conflict = Error::Refused(
        ProblemType::Conflict,
        match next {
            UserState::Active => "The account is already active",
            UserState::Suspended => "The account is already suspended",
            UserState::Staged => "No account goes back to staged",
        },
    );
    if !account.state.may_become(next) {
        return Err(conflict);
    }
    let now = context.now();
    let moved = account::Entity::update_many()
        .col_expr(Column::State, Expr::value(next))
        .col_expr(Column::StateChangedAt, Expr::value(now))
        .col_expr(Column::UpdatedAt, Expr::value(now))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1))
        .filter(Column::Id.eq(account.id))
        .filter(Column::State.eq(account.state))
        .exec(tx)
        .await?;
    if moved.rows_affected == 1 {
        Ok(())
    } else {
        Err(conflict)
    }
}

/// Closes every door that stands open for an account: sessions, links, sign-ins on their way.
/// Tells how many sessions that ended.
///
/// # Errors
/// When the database fails.
pub(crate) async fn shut_out(
    context: &Context,
    tx: &impl ConnectionTrait,
    account: Uuid,
    reason: EndReason,
) -> Result<u64, Error> {
    let ended = super::end_sessions(context, tx, account, reason, None).await?;
    super::void_links(context, tx, account).await?;
    sign_in::Entity::delete_many()
        .filter(sign_in::Column::AccountId.eq(account))
        .exec(tx)
        .await?;
    Ok(ended)
}
