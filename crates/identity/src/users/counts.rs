use contract::page::{CountQuery, Counting};
use contract::users::{MfaCounts, PasswordStatusCounts, StateCounts, UserCounts};
use entity::account::Column;
use rules::account::AccountKind;
use rules::mfa::MfaStatus;
use rules::password_aging::{EXPIRING_DAYS, days};
use rules::state::UserState;
use rules::status::PasswordStatus;
use sea_orm::Condition;

use crate::accounts::find_organization;
use crate::lists::{
    Partition, count_partitions, expires_between, has_mfa_status, has_status, one_of, scope,
    set_before,
};
use crate::password_aging::compliance_deadline;
use crate::permitted::{Permitted, UsersRead};
use crate::{Context, Error};

/// Counts the users in each state and with each password status and MFA status, and those whose
/// password expires soon. Each count stops at [`contract::page::MOST_COUNTED`] + 1, unless `query` asks
/// for exact ones.
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
    let deadline = compliance_deadline(&found);
    let now = context.now();
    let partitions = [
        Partition::new(&UserState::ALL, UserState::Active, |state| {
            one_of(Column::State, &[state])
        }),
        Partition::new(&PasswordStatus::ALL, PasswordStatus::Active, |status| {
            has_status(status, now)
        }),
        Partition::new(&MfaStatus::ALL, MfaStatus::NotEnrolled, |status| {
            has_mfa_status(status, now)
        }),
    ];
    let expiring = expires_between(now, now.plus(days(EXPIRING_DAYS.into())));
    let late = deadline.map(|deadline| set_before(deadline.since));
    let more: Vec<Condition> = [expiring].into_iter().chain(late).collect();

    let exact = query.total == Some(Counting::Exact);
    let users = scope(organization, AccountKind::User);
    let read = context.database().read();
    let numbers = count_partitions(read, &users, &partitions, &more, exact).await?;
    let mut numbers = numbers.into_iter();
    // The fields are in the order of the conditions, which is the order of each type's `ALL`.
    let mut next = || numbers.next().unwrap_or_default();
    Ok(UserCounts {
        total: next(),
        states: StateCounts {
            staged: next(),
            active: next(),
            suspended: next(),
        },
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
