//! The fields that say what a lock and an expired password mean for the access to something.

use leptos::prelude::*;
use rules::resource::AfterLoss;
use ui_kit::prelude::*;

use crate::words::resources as words;

/// What a lock and an expired password mean, as chosen. Copy.
#[derive(Clone, Copy)]
pub struct Barred {
    keep_locked: RwSignal<bool>,
    keep_expired: RwSignal<bool>,
}

impl Barred {
    /// As stored.
    pub fn new(on_lock: AfterLoss, on_expiry: AfterLoss) -> Self {
        Self {
            keep_locked: RwSignal::new(on_lock.maintains()),
            keep_expired: RwSignal::new(on_expiry.maintains()),
        }
    }

    /// Shows what is stored.
    pub fn fill(self, on_lock: AfterLoss, on_expiry: AfterLoss) {
        self.keep_locked.set(on_lock.maintains());
        self.keep_expired.set(on_expiry.maintains());
    }

    /// What a lock means.
    pub fn on_lock(self) -> AfterLoss {
        AfterLoss::of(self.keep_locked.get())
    }

    /// What an expired password means.
    pub fn on_expiry(self) -> AfterLoss {
        AfterLoss::of(self.keep_expired.get())
    }

    /// The inputs, with the names of their JSON fields.
    pub fn inputs(self, on_lock: &'static str, on_expiry: &'static str, readonly: bool) -> AnyView {
        view! {
            <fieldset class="fieldset">
                <legend>{words::WHEN_BARRED}</legend>
                <Checkbox name=on_lock label=words::KEEP_LOCKED checked=self.keep_locked
                    hint=words::KEEP_LOCKED_HINT.to_owned() disabled=readonly/>
                <Checkbox name=on_expiry label=words::KEEP_EXPIRED checked=self.keep_expired
                    hint=words::KEEP_EXPIRED_HINT.to_owned() disabled=readonly/>
            </fieldset>
        }
        .into_any()
    }
}
