//! How long events are kept.

use contract::organization::Organization;
use leptos::prelude::*;
use rules::event::EventRetention;
use rules::role::Permission;
use ui_kit::prelude::*;

use super::nested::NumberBelow;
use super::security::whole;
use crate::session::may;
use crate::words::organization as words;

/// The fields of the form. Copy.
#[derive(Clone, Copy)]
pub(super) struct Draft {
    deletes: RwSignal<bool>,
    days: RwSignal<String>,
}

impl Draft {
    pub fn new() -> Self {
        Self {
            deletes: RwSignal::new(false),
            days: RwSignal::new(String::new()),
        }
    }

    pub fn fill(self, now: &Organization) {
        let now = now.settings.event_retention;
        self.deletes.set(now.deletes);
        self.days.set(now.days.to_string());
    }

    /// The policy as entered. An invalid number becomes 0, which is refused.
    pub fn policy(self) -> EventRetention {
        EventRetention {
            deletes: self.deletes.get(),
            days: whole(self.days),
        }
    }

    /// The fields. Only owners may change them.
    pub fn view(self) -> AnyView {
        let readonly = !may(Permission::OrganizationWrite) || !may(Permission::AdministratorsWrite);
        view! {
            <Switch label=words::DELETE_EVENTS hint=words::DELETE_EVENTS_HINT checked=self.deletes
                disabled=readonly/>
            <NumberBelow switch=self.deletes name="eventRetention.days" label=words::EVENT_DAYS
                value=self.days hint=words::EVENT_DAYS_HINT readonly=readonly digits=4/>
        }
        .into_any()
    }
}
