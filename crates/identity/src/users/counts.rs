use contract::page::{CountQuery, Counting, MOST_COUNTED};
use contract::users::{MfaCounts, PasswordStatusCounts, StateCounts, UserCounts};
use entity::account::Column;
use rules::account::AccountKind;
use rules::aging::{EXPIRING_DAYS, days};
use rules::mfa::MfaStatus;
use rules::state::UserState;
use rules::status::PasswordStatus;
use sea_orm::sea_query::{Expr, Query, SubQueryStatement};
use sea_orm::{ConnectionTrait, QueryFilter, QueryTrait};

use crate::accounts::find_organization;
use crate::aging::deadline_of;
use crate::lists::{
    count_statement, expires_between, has_mfa_status, has_status, one_of, scope, set_before,
};
use crate::permitted::{Permitted, UsersRead};
use crate::{Context, Error};

/// Counts the users in each state and with each password status and MFA status, and those whose
/// password expires soon. Each count stops at [`MOST_COUNTED`] + 1, unless `query` asks for exact
/// ones.
///
/// # Errors
/// `forbidden`.
pub async fn counts(
    context: &Context,
    principal: &Permitted<UsersRead>,
    query: CountQuery,
) -> Result<UserCounts, Error> {
    let organization = principal.organization();
    let found = find_organization(context.database().read(), organization).await?;
    let deadline = deadline_of(&found);
    let now = context.now();
    let states = UserState::ALL.map(|state| one_of(Column::State, &[state]));
    let statuses = PasswordStatus::ALL.map(|status| has_status(status, now));
    let mfa = MfaStatus::ALL.map(|status| has_mfa_status(status, now));
    let expiring = expires_between(now, now.plus(days(EXPIRING_DAYS.into())));
    let late = deadline.map(|deadline| set_before(deadline.since));
    let conditions = states.into_iter().chain(statuses).chain(mfa);
    let conditions = conditions.chain([expiring]).chain(late);

    // One statement, which counts each number with its own index.
    let exact = query.total == Some(Counting::Exact);
    let mut counts = Query::select();
    for condition in conditions {
        let users = scope(organization, AccountKind::User).filter(condition);
        let count = count_statement(users.into_query(), exact);
        counts.expr(Expr::from(SubQueryStatement::from(count)));
    }
    let row = context.database().read().query_one(&counts).await?;
    let row = row.ok_or_else(|| Error::internal("no row of counts"))?;
    let numbers: Vec<i64> = (0..row.column_names().len())
        .map(|column| row.try_get_by_index(column))
        .collect::<Result<_, _>>()?;
    let mut numbers = numbers.into_iter().map(i64::unsigned_abs);
    // The fields are in the order of the conditions, which is the order of each type's `ALL`.
    let mut next = || numbers.next().unwrap_or_default();
    let states = StateCounts {
        staged: next(),
        active: next(),
        suspended: next(),
    };
    let total = states.staged + states.active + states.suspended;
    Ok(UserCounts {
        total: if exact {
            total
        } else {
            total.min(MOST_COUNTED + 1)
        },
        states,
        password_statuses: PasswordStatusCounts {
            pending: next(),
            active: next(),
            expired: next(),
            locked: next(),
        },
        mfa: MfaCounts {
            enrolled: next(),
            enrollment_period: next(),
            enrollment_overdue: next(),
            not_enrolled: next(),
        },
        expiring: next(),
        must_comply: next(),
    })
}
