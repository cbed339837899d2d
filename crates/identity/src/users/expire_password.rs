use contract::events::EventAction;
use contract::ids::UserId;
use contract::problem::ProblemType;
use contract::users::User;
use entity::account::{self, Column};
use rules::state::UserState;
use rules::status::ExpiryReason;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::held_user::hold;
use crate::accounts::{HeldAccount, facts};
use crate::permitted::{Permitted, UsersAssist};
use crate::{Context, Error, password_aging};

/// Expires a user's password immediately, ends their sessions and emails a reset link. The old
/// password can only be used to set a new one.
///
/// # Errors
/// `conflict` if there is no password or it has already expired, `not-found`, `forbidden`.
pub async fn expire_password(
    context: &Context,
    principal: &Permitted<UsersAssist>,
    id: UserId,
) -> Result<User, Error> {
    let held = hold(context, principal, id).await?;
    perform(principal, &held).await?;
    held.commit_and_read().await
}

pub(super) async fn perform(
    principal: &Permitted<UsersAssist>,
    held: &HeldAccount<'_>,
) -> Result<(), Error> {
    let (account, now) = (&held.account, held.context().now());
    let conflict = |detail| Error::Refused(ProblemType::Conflict, detail);
    if account.password_hash.is_none() {
        return Err(conflict("There is no password to expire"));
    }
    if account.password_temporary {
        return Err(conflict(
            "The password is temporary and must be replaced at the next sign-in",
        ));
    }
    if facts(account).expired_at(now) {
        return Err(conflict("The password has already expired"));
    }
    let reason = ExpiryReason::Administrator;
    account::Entity::update_many()
        .col_expr(Column::PasswordExpiresAt, Expr::value(now))
        .col_expr(Column::PasswordExpiryReason, Expr::value(reason))
        // A user who is not active is emailed after activation.
        .col_expr(
            Column::PasswordNoticeDays,
            Expr::value((account.state == UserState::Active).then_some(0)),
        )
        .filter(Column::Id.eq(account.id))
        .exec(held.tx())
        .await?;
    if account.state == UserState::Active {
        let event = principal.event(EventAction::PasswordExpired);
        password_aging::tell_expired(held, Some(reason), event).await?;
    }
    Ok(())
}
