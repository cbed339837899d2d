//! The fields that say who may use something.

use contract::groups::Group;
use contract::ids::GroupId;
use leptos::prelude::*;
use portal_kit::sending::Sending;
use rules::resource::AfterLoss;
use ui_kit::prelude::*;

use super::Barred;
use crate::words::resources as words;

/// A group that can be chosen. Copy.
#[derive(Clone, Copy)]
struct Choice {
    /// The group.
    id: GroupId,
    name: StoredValue<String>,
    on: RwSignal<bool>,
    /// The VLAN as typed, where there is one.
    vlan: RwSignal<String>,
}

/// Who may use something, as typed. Copy.
#[derive(Clone, Copy)]
pub struct Admitted {
    /// Whether everyone may.
    pub everyone: RwSignal<bool>,
    groups: StoredValue<Vec<Choice>>,
    barred: Barred,
}

impl Admitted {
    /// Of something new, with these groups to choose from.
    pub fn new(groups: &[Group]) -> Self {
        Self::of(groups, false, &[], (AfterLoss::Remove, AfterLoss::Remove))
    }

    /// As stored: `chosen` in their order, each with its VLAN, then the others.
    pub fn of(
        groups: &[Group],
        everyone: bool,
        chosen: &[(GroupId, String, Option<u16>)],
        (on_lock, on_expiry): (AfterLoss, AfterLoss),
    ) -> Self {
        let first = chosen.iter().map(|(id, name, vlan)| {
            let vlan = vlan.map(|vlan| vlan.to_string());
            choice(*id, name.clone(), true, vlan.unwrap_or_default())
        });
        let others = groups
            .iter()
            .filter(|group| !chosen.iter().any(|(id, ..)| *id == group.id));
        let others = others.map(|group| choice(group.id, group.name.clone(), false, String::new()));
        Self {
            everyone: RwSignal::new(everyone),
            groups: StoredValue::new(first.chain(others).collect()),
            barred: Barred::new(on_lock, on_expiry),
        }
    }

    /// The chosen groups, each with its VLAN as typed.
    pub fn chosen(self) -> Vec<(GroupId, String)> {
        untrack(|| self.chosen_now())
    }

    fn chosen_now(self) -> Vec<(GroupId, String)> {
        let choices = self.groups.get_value().into_iter();
        choices
            .filter(|choice| choice.on.get())
            .map(|choice| (choice.id, choice.vlan.get()))
            .collect()
    }

    /// All input. Reacts to each field.
    pub fn input(self) -> impl PartialEq + Send + Sync {
        (
            self.everyone.get(),
            self.chosen_now(),
            self.barred.on_lock(),
            self.barred.on_expiry(),
        )
    }

    /// What a lock means.
    pub fn on_lock(self) -> AfterLoss {
        untrack(|| self.barred.on_lock())
    }

    /// What an expired password means.
    pub fn on_expiry(self) -> AfterLoss {
        untrack(|| self.barred.on_expiry())
    }

    /// Notes in the form if nobody may use it.
    pub fn check(self, form: Sending) {
        if !self.everyone.get_untracked() && self.chosen().is_empty() {
            form.fault("groups", words::GROUPS_MISSING);
        }
    }
}

fn choice(id: GroupId, name: String, on: bool, vlan: String) -> Choice {
    Choice {
        id,
        name: StoredValue::new(name),
        on: RwSignal::new(on),
        vlan: RwSignal::new(vlan),
    }
}

/// The inputs. Only a network has VLANs.
pub fn inputs(of: Admitted, has_vlans: bool) -> AnyView {
    let choices = of.groups.get_value().into_iter();
    let choices = choices
        .map(|one| choice_inputs(one, has_vlans))
        .collect_view();
    view! {
        <fieldset class="fieldset">
            <legend>{words::WHO}</legend>
            <Checkbox name="groups" label=words::EVERYONE checked=of.everyone
                hint=words::EVERYONE_HINT.to_owned()/>
            {choices}
        </fieldset>
        {of.barred.inputs("onLock", "onExpiry", false)}
    }
    .into_any()
}

fn choice_inputs(one: Choice, has_vlans: bool) -> AnyView {
    let name = one.name.get_value();
    let label = words::vlan_of(&name);
    let vlan = move || {
        (has_vlans && one.on.get()).then(|| {
            view! {
                <TextField name=format!("vlan-{}", one.id) label=label.clone() value=one.vlan
                    kind=InputKind::Number optional_mark=true maxlength=4/>
            }
        })
    };
    view! {
        <Checkbox name=format!("group-{}", one.id) label=name checked=one.on/>
        {vlan}
    }
    .into_any()
}
