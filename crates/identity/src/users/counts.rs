use contract::ids::OrganizationId;
use contract::users::{MfaCounts, PasswordStatusCounts, StateCounts, UserCounts};
use rules::mfa::MfaStatus;
use rules::state::UserState;
use rules::status::PasswordStatus;
use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait, Func};
use sea_orm::{PaginatorTrait, QueryFilter, QuerySelect};

use crate::addresses::Portal;
use crate::ageing::find_deadline;
use crate::lists::{accounts_by_state, has_mfa_status, has_status, scope, set_before};
use crate::permitted::{Permitted, UsersRead};
use crate::{Context, Error};

/// One number for each password status, then one for each MFA status.
type Statuses = (i64, i64, i64, i64, i64, i64, i64, i64);

/// How many users there are in each state and password status.
///
/// # Errors
/// `forbidden`.
pub async fn counts(
    context: &Context,
    principal: &Permitted<UsersRead>,
) -> Result<UserCounts, Error> {
    let organization = principal.organization();
    let kind = Portal::User.account_kind();
    let read = context.database().read();
    // Statuses follow from the time, so they are counted: in one pass over one index.
    let mut statuses = scope(organization, kind).select_only();
    for status in PasswordStatus::ALL {
        let one = CaseStatement::new().case(has_status(status, context.now()), 1);
        let sum = Func::coalesce([Func::sum(one.finally(0)).into(), Expr::value(0)]);
        statuses = statuses.expr(Expr::from(sum).cast_as("bigint"));
    }
    for status in MfaStatus::ALL {
        let one = CaseStatement::new().case(has_mfa_status(status, context.now()), 1);
        let sum = Func::coalesce([Func::sum(one.finally(0)).into(), Expr::value(0)]);
        statuses = statuses.expr(Expr::from(sum).cast_as("bigint"));
    }
    let (states, statuses, must_comply) = tokio::join!(
        accounts_by_state(read, organization, kind),
        statuses.into_tuple::<Statuses>().one(read),
        must_comply(context, organization)
    );
    let (states, statuses) = (states?, statuses?.unwrap_or_default());
    let in_state = |state: UserState| {
        let named = states.iter().find(|count| count.state == state);
        named.map_or(0, |count| count.accounts.unsigned_abs())
    };
    let states = StateCounts {
        staged: in_state(UserState::Staged),
        active: in_state(UserState::Active),
        suspended: in_state(UserState::Suspended),
    };
    let counted: [i64; 8] = statuses.into();
    let [
        pending,
        active,
        expired,
        locked,
        enrolled,
        period,
        overdue,
        not,
    ] = counted.map(i64::unsigned_abs);
    Ok(UserCounts {
        must_comply: must_comply?,
        total: states.staged + states.active + states.suspended,
        states,
        // In the order of `PasswordStatus::ALL`.
        password_statuses: PasswordStatusCounts {
            pending,
            active,
            expired,
            locked,
        },
        // In the order of `MfaStatus::ALL`.
        mfa: MfaCounts {
            enrolled,
            enrolment_period: period,
            enrolment_overdue: overdue,
            not_enrolled: not,
        },
    })
}

/// How many have not chosen a new password since the organization set a date for it.
async fn must_comply(context: &Context, id: OrganizationId) -> Result<u64, Error> {
    let read = context.database().read();
    match find_deadline(read, id).await? {
        Some(deadline) => {
            let users = scope(id, Portal::User.account_kind());
            let users = users.filter(set_before(deadline.since));
            Ok(users.count(read).await?)
        }
        None => Ok(0),
    }
}
