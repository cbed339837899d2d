//! Activations and suspensions on a date.

use contract::scheduled_changes::{ScheduledAction, ScheduledChange};
use ui_kit::prelude::exact_in;

pub const TITLE: &str = "Scheduled changes";
pub const LEAD: &str =
    "Users who are activated or suspended on a date. Administrators get an email a day before.";
pub const LABEL: &str = "Scheduled changes";
pub const LINK: &str = "Scheduled";
pub const EMPTY_TITLE: &str = "Nothing is scheduled";
pub const EMPTY: &str =
    "To activate or suspend a user on a date, choose Schedule in the menu of the user.";
pub const USER: &str = "User";
pub const WHAT: &str = "Change";
pub const WHEN: &str = "When";
pub const BY: &str = "Scheduled by";
pub const CANCEL: &str = "Cancel change";
pub const SHOW_ALL: &str = "All scheduled changes";

// The dialog.
pub const SCHEDULE: &str = "Schedule";
pub const ACTIVATE: &str = "Activate";
pub const ACTIVATE_WHY: &str = "They can sign in from then on.";
pub const SUSPEND: &str = "Suspend";
pub const SUSPEND_WHY: &str =
    "They are signed out everywhere and can't sign in until they are activated.";
pub const AT: &str = "Date and time";
pub const AT_MISSING: &str = "Choose a date and a time";
pub const NOTE: &str = "Note";
pub const NOTE_HINT: &str = "Only administrators see it.";
pub const SENDS_EMAIL: &str = "Email the user when they are activated";
pub const EMAIL_TO: &str = "Send the activation email to another address";
pub const EMAIL_TO_HINT: &str = "Used once, for example before the company mailbox works. Leave blank to use the company email.";

/// The title of the dialog.
pub fn schedule_title(name: &str) -> String {
    format!("Schedule a change for {name}")
}

/// Below the date.
pub fn in_zone(zone: &str) -> String {
    format!("In the time zone of the organization: {zone}")
}

/// The change as a noun.
pub const fn noun(action: ScheduledAction) -> &'static str {
    match action {
        ScheduledAction::Activate => "Activation",
        ScheduledAction::Suspend => "Suspension",
    }
}

/// When it is due.
pub fn when(change: &ScheduledChange) -> String {
    exact_in(change.at.into(), &change.time_zone)
}

/// What will happen to the user, and when.
pub fn will(change: &ScheduledChange) -> String {
    let verb = match change.action {
        ScheduledAction::Activate => "activated",
        ScheduledAction::Suspend => "suspended",
    };
    format!("Will be {verb} on {}", when(change))
}

/// Who scheduled it.
pub fn by(name: &str) -> String {
    format!("Scheduled by {name}.")
}

/// The button that cancels it.
pub const fn cancel(action: ScheduledAction) -> &'static str {
    match action {
        ScheduledAction::Activate => "Cancel activation",
        ScheduledAction::Suspend => "Cancel suspension",
    }
}

/// It is scheduled.
pub fn scheduled(change: &ScheduledChange) -> String {
    format!("{} scheduled for {}", noun(change.action), when(change))
}

/// It is canceled.
pub fn canceled(action: ScheduledAction) -> String {
    format!("{} canceled", noun(action))
}

/// The menu of a row.
pub fn actions_for(name: &str) -> String {
    format!("Actions for the change of {name}")
}
