//! The saved policy, regardless of the form below it.

use contract::organization::Organization;
use leptos::prelude::*;

use super::security::Part;
use super::{Editing, password_aging};
use crate::words::{policies as words, security};

/// The saved policy in a sentence.
pub(super) fn current(editing: Editing, part: Part) -> AnyView {
    let sentence = move || {
        let now = editing.organization.value.get();
        now.map(|now| sentence(part, &now))
    };
    view! {
        <div class="current">
            <p class="muted small">{words::NOW}</p>
            <p>{sentence}</p>
        </div>
    }
    .into_any()
}

fn sentence(part: Part, now: &Organization) -> String {
    let settings = &now.settings;
    match part {
        Part::Passwords => words::passwords(&settings.password_policy),
        Part::Aging => {
            let aging = words::aging(&settings.aging_policy);
            match now.compliance_deadline {
                Some(deadline) => {
                    let date = security::date_is(&password_aging::day(deadline.by));
                    format!("{aging} {date}")
                }
                None => aging,
            }
        }
        Part::Mfa => words::mfa(&settings.mfa_policy),
        Part::Lockout => {
            let administrators =
                words::administrators_lockout(&settings.administrator_lockout_policy);
            format!(
                "{} {administrators}",
                words::lockout(&settings.lockout_policy)
            )
        }
        Part::RecoveryEmail if settings.recovery_email_enabled => words::RECOVERY_ON.to_owned(),
        Part::RecoveryEmail => words::RECOVERY_OFF.to_owned(),
    }
}
