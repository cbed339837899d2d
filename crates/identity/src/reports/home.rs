use contract::reports::HomeReport;
use rules::role::Permission;

use super::days::count_by_day;
use super::first_steps::open_steps;
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
    let organization = principal.organization();
    let read = context.database().read();
    let zone = Zone::of(&find_organization(read, organization).await?);
    let users = async {
        if principal.may(Permission::UsersRead) {
            report_on_users(context, organization, &zone)
                .await
                .map(Some)
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
    let days = count_by_day(context, organization, &zone);
    let (days, users, open_steps) = tokio::join!(days, users, steps);
    Ok(HomeReport {
        time_zone: zone.name.clone(),
        days: days?,
        users: users?,
        open_steps: open_steps?,
    })
}
