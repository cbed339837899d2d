use contract::reports::HomeReport;
use rules::role::Permission;

use super::days::count_by_day;
use super::first_steps::open_steps;
use super::users::report_on_users;
use crate::permitted::{EventsRead, Permitted};
use crate::{Context, Error};

/// What the first steps are about, besides events.
const STEPS: [Permission; 3] = [
    Permission::UsersRead,
    Permission::AdministratorsRead,
    Permission::OrganizationRead,
];

/// Returns what Home of the Admin Portal shows. Each part is left out if the principal may not read
/// what it is about.
///
/// # Errors
/// `forbidden`.
pub async fn home(
    context: &Context,
    principal: &Permitted<EventsRead>,
) -> Result<HomeReport, Error> {
    let organization = principal.organization();
    let users = async {
        if principal.may(Permission::UsersRead) {
            report_on_users(context, organization).await.map(Some)
        } else {
            Ok(None)
        }
    };
    let steps = async {
        if STEPS.iter().all(|one| principal.may(*one)) {
            open_steps(context, organization).await.map(Some)
        } else {
            Ok(None)
        }
    };
    let (days, users, open_steps) = tokio::join!(count_by_day(context, organization), users, steps);
    Ok(HomeReport {
        days: days?,
        users: users?,
        open_steps: open_steps?,
    })
}
