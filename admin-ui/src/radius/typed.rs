//! The fields of a RADIUS client.

use contract::groups::Group;
use contract::radius::{AdmitGroup, RadiusClient};
use leptos::prelude::*;
use portal_kit::sending::Sending;
use ui_kit::prelude::*;

use crate::resources::{self, Admitted};
use crate::words::radius as words;
use crate::words::resources::NAME;

/// What is typed. Copy.
#[derive(Clone, Copy)]
pub(super) struct Typed {
    pub name: RwSignal<String>,
    pub network: RwSignal<String>,
    vlan: RwSignal<String>,
    pub admitted: Admitted,
}

impl Typed {
    /// The fields of a new RADIUS client.
    pub fn new(groups: &[Group]) -> Self {
        Self {
            name: RwSignal::new(String::new()),
            network: RwSignal::new(String::new()),
            vlan: RwSignal::new(String::new()),
            admitted: Admitted::new(groups),
        }
    }

    /// The fields of this RADIUS client.
    pub fn of(groups: &[Group], one: &RadiusClient) -> Self {
        let chosen = one.groups.iter();
        let chosen: Vec<_> = chosen
            .map(|group| (group.group_id, group.group_name.clone(), group.vlan))
            .collect();
        let vlan = one.vlan.map(|vlan| vlan.to_string());
        Self {
            name: RwSignal::new(one.name.clone()),
            network: RwSignal::new(one.network.clone()),
            vlan: RwSignal::new(vlan.unwrap_or_default()),
            admitted: Admitted::of(groups, one.everyone, &chosen, (one.on_lock, one.on_expiry)),
        }
    }

    /// The VLAN of users whose group has none.
    pub fn vlan(self) -> Option<u16> {
        self.vlan
            .with_untracked(|vlan| number(vlan))
            .unwrap_or_default()
    }

    /// The groups that may connect.
    pub fn groups(self) -> Vec<AdmitGroup> {
        let chosen = self.admitted.chosen().into_iter();
        chosen
            .map(|(group_id, vlan)| AdmitGroup {
                group_id,
                vlan: number(&vlan).unwrap_or_default(),
            })
            .collect()
    }

    /// All input. Reacts to each field.
    pub fn input(self) -> impl PartialEq + Send + Sync {
        (
            self.name.get(),
            self.network.get(),
            self.vlan.get(),
            self.admitted.input(),
        )
    }

    /// Notes in the form what is wrong.
    pub fn check(self, form: Sending) {
        form.clear();
        form.check_line("name", &self.name.get_untracked(), 100, words::NAME_MISSING);
        if self
            .network
            .with_untracked(|network| network.trim().is_empty())
        {
            form.fault("network", words::NETWORK_MISSING);
        }
        if self.vlan.with_untracked(|vlan| number(vlan)).is_none() {
            form.fault("vlan", words::VLAN_WRONG);
        }
        for (id, vlan) in self.admitted.chosen() {
            if number(&vlan).is_none() {
                form.fault(&format!("vlan-{id}"), words::VLAN_WRONG);
            }
        }
        self.admitted.check(form);
    }
}

/// The number of a VLAN, if one is entered; `None` if it is not one.
fn number(text: &str) -> Option<Option<u16>> {
    match text.trim() {
        "" => Some(None),
        text => match text.parse() {
            Ok(vlan @ 1..=4094) => Some(Some(vlan)),
            _ => None,
        },
    }
}

/// The inputs.
pub(super) fn inputs(typed: Typed) -> AnyView {
    view! {
        <TextField name="name" label=NAME value=typed.name hint=words::NAME_HINT required=true maxlength=100 autofocus=true/>
        <TextField name="network" label=words::NETWORK value=typed.network hint=words::NETWORK_HINT required=true maxlength=50/>
        <TextField name="vlan" label=words::VLAN value=typed.vlan kind=InputKind::Number hint=words::VLAN_HINT optional_mark=true maxlength=4/>
        {resources::inputs(typed.admitted, true)}
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn a_vlan_can_be_left_out() {
        for (text, expected) in [
            ("", Some(None)),
            (" 42 ", Some(Some(42))),
            ("4094", Some(Some(4094))),
            ("0", None),
            ("4095", None),
            ("x", None),
        ] {
            assert_eq!(number(text), expected, "{text}");
        }
    }
}
