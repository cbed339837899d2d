use contract::users::{PasswordStatusCounts, StateCounts, UserCounts};
use entity::account::{Column, Entity};
use rules::role::Permission;
use rules::state::UserState;
use rules::status::PasswordStatus;
use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

use crate::actor::Operator;
use crate::addresses::Portal;
use crate::lists::has_status;
use crate::{Context, Error};

/// How many users there are in each state and password status, counted in one pass. Needs
/// `users:read`.
///
/// # Errors
/// `forbidden`.
pub async fn counts(context: &Context, operator: &Operator) -> Result<UserCounts, Error> {
    operator.require(Permission::UsersRead)?;
    let mut status = CaseStatement::new();
    for one in PasswordStatus::ALL {
        status = status.case(has_status(one, context.now()), one.as_str());
    }
    let groups: Vec<(String, String, i64)> = Entity::find()
        .select_only()
        .column(Column::State)
        .expr_as(status.finally(PasswordStatus::Locked.as_str()), "status")
        .expr_as(Expr::col(Column::Id).count(), "users")
        .filter(Column::OrganizationId.eq(operator.organization().0))
        .filter(Column::Kind.eq(Portal::User.account_kind()))
        .group_by(Column::State)
        .group_by(Expr::col("status"))
        .into_tuple()
        .all(context.database().read())
        .await?;
    let in_state = |state: UserState| {
        let named = groups.iter().filter(|(name, ..)| name == state.as_str());
        named.map(|(_, _, users)| users.unsigned_abs()).sum()
    };
    let with_status = |status: PasswordStatus| {
        let named = groups.iter().filter(|(_, name, _)| name == status.as_str());
        named.map(|(_, _, users)| users.unsigned_abs()).sum()
    };
    Ok(UserCounts {
        total: groups
            .iter()
            .map(|(_, _, users)| users.unsigned_abs())
            .sum(),
        states: StateCounts {
            staged: in_state(UserState::Staged),
            active: in_state(UserState::Active),
            suspended: in_state(UserState::Suspended),
        },
        password_statuses: PasswordStatusCounts {
            pending: with_status(PasswordStatus::Pending),
            active: with_status(PasswordStatus::Active),
            expired: with_status(PasswordStatus::Expired),
            locked: with_status(PasswordStatus::Locked),
        },
    })
}
