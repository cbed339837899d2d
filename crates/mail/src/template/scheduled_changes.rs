//! What emails about scheduled activations and suspensions say.

use super::cases::{ScheduledKind, ScheduledLine};
use super::placeholder::Placeholder;
use super::wording::{OPEN_PORTAL, Wording};

pub(super) fn scheduled_changes(changes: &[ScheduledLine]) -> Wording<'static> {
    let wording = Wording::new(
        "Administrators: scheduled changes",
        "scheduled changes of users",
    )
    .say("These activations and suspensions of users of {{organization}} are due within a day.");
    let listed = changes.iter().fold(wording, |wording, line| {
        let label = match line.change {
            ScheduledKind::Activation => "Activation",
            ScheduledKind::Suspension => "Suspension",
        };
        wording
            .fact(label, &line.at)
            .fact("Name", &line.name)
            .fact("Email", &line.email)
            .fact("Scheduled by", &line.by)
    });
    listed
        .button(OPEN_PORTAL)
        .closing("To cancel one, open the user in the Admin Portal.")
}

pub(super) fn scheduled_change_failed(line: &ScheduledLine, reason: &str) -> Wording<'static> {
    let change = match line.change {
        ScheduledKind::Activation => "An activation",
        ScheduledKind::Suspension => "A suspension",
    };
    Wording::new(
        "Administrators: scheduled change not performed",
        "a scheduled change was not performed",
    )
    .say("{{change}} of a user of {{organization}} was due, but was not performed. {{reason}}.")
    .needs(Placeholder::Change, change)
    .needs(Placeholder::Reason, reason)
    .fact("Name", &line.name)
    .fact("Email", &line.email)
    .fact("Due", &line.at)
    .fact("Scheduled by", &line.by)
    .button(OPEN_PORTAL)
    .closing("If it is still needed, open the user in the Admin Portal.")
}
