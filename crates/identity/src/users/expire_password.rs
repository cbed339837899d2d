use contract::ids::UserId;
use contract::problem::ProblemType;
use contract::users::User;
use entity::account::{self, Column};
use rules::state::UserState;
use rules::status::ExpiryReason;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::read::read;
use crate::accounts::facts;
use crate::addresses::Portal;
use crate::permitted::{Permitted, UsersAssist};
use crate::{Context, Error, accounts, ageing};

/// Expires a user's password at once: their sessions end, they are mailed a reset link, and
/// the old password opens nothing but its own replacement.
///
/// # Errors
/// `conflict` when there is no password or it has expired, `not-found`, `forbidden`.
pub async fn expire_password(
    context: &Context,
    principal: &Permitted<UsersAssist>,
    id: UserId,
) -> Result<User, Error> {
    let organization = principal.organization();
    let now = context.now();
    let tx = context.database().begin().await?;
    let account = accounts::hold(&tx, organization, Portal::User, id.0).await?;
    let conflict = |detail| Error::Refused(ProblemType::Conflict, detail);
    if account.password_hash.is_none() {
        return Err(conflict("There is no password to expire"));
    }
    if account.password_temporary {
        return Err(conflict(
            "The password is temporary: it is replaced at the next sign-in anyway",
        ));
    }
    if facts(&account).expired_at(now) {
        return Err(conflict("The password has expired already"));
    }
    let reason = ExpiryReason::Administrator;
    account::Entity::update_many()
        .col_expr(Column::PasswordExpiresAt, Expr::value(now))
        .col_expr(Column::PasswordExpiryReason, Expr::value(reason))
        // A user who is not active is told when they are.
        .col_expr(
            Column::PasswordNoticeDays,
            Expr::value((account.state == UserState::Active).then_some(0)),
        )
        .filter(Column::Id.eq(account.id))
        .exec(&tx)
        .await?;
    let account = accounts::find(&tx, organization, Portal::User, id.0).await?;
    if account.state == UserState::Active {
        let by = principal.party();
        ageing::tell_expired(context, &tx, &account, by, Some(principal.client())).await?;
    }
    let user = read(context, &tx, organization, id).await?;
    tx.commit().await?;
    Ok(user)
}
