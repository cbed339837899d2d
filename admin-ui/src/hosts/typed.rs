//! The fields of a host.

use contract::groups::Group;
use contract::hosts::Host;
use contract::ids::GroupId;
use leptos::prelude::*;
use portal_kit::sending::Sending;
use ui_kit::prelude::*;

use crate::resources::{self, Admitted};
use crate::words::hosts as words;
use crate::words::resources::NAME;

/// What is typed. Copy.
#[derive(Clone, Copy)]
pub(super) struct Typed {
    pub name: RwSignal<String>,
    pub admitted: Admitted,
}

impl Typed {
    /// The fields of a new host.
    pub fn new(groups: &[Group]) -> Self {
        Self {
            name: RwSignal::new(String::new()),
            admitted: Admitted::new(groups),
        }
    }

    /// The fields of this host.
    pub fn of(groups: &[Group], one: &Host) -> Self {
        let chosen = one.groups.iter();
        let chosen: Vec<_> = chosen
            .map(|group| (group.id, group.name.clone(), None))
            .collect();
        Self {
            name: RwSignal::new(one.name.clone()),
            admitted: Admitted::of(groups, one.everyone, &chosen, (one.on_lock, one.on_expiry)),
        }
    }

    /// The groups that may sign in.
    pub fn groups(self) -> Vec<GroupId> {
        let chosen = self.admitted.chosen().into_iter();
        chosen.map(|(id, _)| id).collect()
    }

    /// All input. Reacts to each field.
    pub fn input(self) -> impl PartialEq + Send + Sync {
        (self.name.get(), self.admitted.input())
    }

    /// Notes in the form what is wrong.
    pub fn check(self, form: Sending) {
        form.clear();
        form.check_line("name", &self.name.get_untracked(), 100, words::NAME_MISSING);
        self.admitted.check(form);
    }
}

/// The inputs.
pub(super) fn inputs(typed: Typed) -> AnyView {
    view! {
        <TextField name="name" label=NAME value=typed.name hint=words::NAME_HINT required=true maxlength=100 autofocus=true/>
        {resources::inputs(typed.admitted, false)}
    }
    .into_any()
}
