//! The fields that say who may use something.

use contract::groups::Group;
use contract::ids::GroupId;
use leptos::prelude::*;
use portal_kit::sending::Sending;
use rules::resource::AfterLoss;
use ui_kit::prelude::*;

use crate::words::doors as words;

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
    keep_locked: RwSignal<bool>,
    keep_expired: RwSignal<bool>,
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
            keep_locked: RwSignal::new(on_lock.maintains()),
            keep_expired: RwSignal::new(on_expiry.maintains()),
        }
    }

    /// The chosen groups, each with its VLAN as typed.
    pub fn chosen(self) -> Vec<(GroupId, String)> {
        let choices = self.groups.get_value().into_iter();
        choices
            .filter(|choice| choice.on.get_untracked())
            .map(|choice| (choice.id, choice.vlan.get_untracked()))
            .collect()
    }

    /// What a lock means.
    pub fn on_lock(self) -> AfterLoss {
        after_loss(self.keep_locked.get_untracked())
    }

    /// What an expired password means.
    pub fn on_expiry(self) -> AfterLoss {
        after_loss(self.keep_expired.get_untracked())
    }

    /// Notes in the form if nobody may use it.
    pub fn check(self, form: Sending) {
        if !self.everyone.get_untracked() && self.chosen().is_empty() {
            form.fault("groups", words::GROUPS_MISSING);
        }
    }
}

fn after_loss(maintains: bool) -> AfterLoss {
    if maintains {
        AfterLoss::Maintain
    } else {
        AfterLoss::Remove
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
        <fieldset class="fieldset">
            <legend>{words::WHEN_BARRED}</legend>
            <Checkbox name="onLock" label=words::KEEP_LOCKED checked=of.keep_locked
                hint=words::KEEP_LOCKED_HINT.to_owned()/>
            <Checkbox name="onExpiry" label=words::KEEP_EXPIRED checked=of.keep_expired
                hint=words::KEEP_EXPIRED_HINT.to_owned()/>
        </fieldset>
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
