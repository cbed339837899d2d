use contract::page::{CountQuery, Counting, MOST_COUNTED};
use contract::users::{MfaCounts, PasswordStatusCounts, StateCounts, UserCounts};
use entity::account::Column;
use rules::account::AccountKind;
use rules::aging::{EXPIRING_DAYS, days};
use rules::mfa::MfaStatus;
use rules::state::UserState;
use rules::status::PasswordStatus;
use sea_orm::{QueryFilter, QueryTrait};

use crate::accounts::find_organization;
use crate::aging::deadline_of;
use crate::lists::{
    count_each, expires_between, has_mfa_status, has_status, one_of, scope, set_before,
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

    let exact = query.total == Some(Counting::Exact);
    let users = scope(organization, AccountKind::User);
    let queries = conditions
        .map(|condition| users.clone().filter(condition).into_query())
        .collect();
    let numbers = count_each(context.database().read(), queries, exact).await?;
    let mut numbers = numbers.into_iter();
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
