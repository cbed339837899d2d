use contract::reports::HomeReport;
use rules::role::Permission;

use super::days::count_by_day;
use super::first_steps::open_steps;
use super::periods::last_days;
use super::users::report_on_users;
use crate::accounts::find_organization;
use crate::permitted::{EventsRead, Permitted};
use crate::zone::Zone;
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
    let read = context.database().read();
    let organization = find_organization(read, principal.organization()).await?;
    let zone = Zone::of(&organization);
    // All parts use the same time, so that they have the same days even at midnight.
    let now = context.now();
    let last_days = last_days(&zone, now)?;
    let users = async {
        if principal.may(Permission::UsersRead) {
            report_on_users(read, principal.organization(), &zone, (now, &last_days))
                .await
                .map(Some)
        } else {
            Ok(None)
        }
    };
    let steps = async {
        if STEPS.iter().all(|one| principal.may(*one)) {
            open_steps(read, &organization).await.map(Some)
        } else {
            Ok(None)
        }
    };
    let days = count_by_day(read, principal.organization(), &last_days);
    let (days, users, open_steps) = tokio::join!(days, users, steps);
    Ok(HomeReport {
        time_zone: zone.name.clone(),
        days: days?,
        users: users?,
        open_steps: open_steps?,
    })
}
