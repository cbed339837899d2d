use contract::ids::{ScheduledChangeId, UserId};
use contract::scheduled_changes::ScheduledChange;
use entity::scheduled_change::Model;
use rules::role::Permission;

use crate::actor::AdminPrincipal;
use crate::zone::Zone;

/// Builds the API's representation of a change. `user` has the name and the email.
pub(super) fn show(
    principal: &AdminPrincipal,
    zone: &Zone,
    change: Model,
    user: Option<(String, String)>,
) -> ScheduledChange {
    let user = user.filter(|_| principal.may(Permission::UsersRead));
    show_with(zone, change, user)
}

/// As [`show`], with the user if there is one.
pub(super) fn show_with(
    zone: &Zone,
    change: Model,
    user: Option<(String, String)>,
) -> ScheduledChange {
    let (user_name, user_email) = user.unzip();
    ScheduledChange {
        id: ScheduledChangeId(change.id),
        user_id: UserId(change.account_id),
        user_name,
        user_email,
        action: change.action,
        at: change.due_at,
        local_time: zone.local(change.due_at),
        time_zone: zone.name.clone(),
        note: change.note,
        sends_email: change.sends_email,
        email_to: change.email_to,
        scheduled_by: change.actor_name,
        created_at: change.created_at,
    }
}
