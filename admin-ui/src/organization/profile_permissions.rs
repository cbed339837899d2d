//! What users may do in the User Portal.

use contract::organization::{Organization, UpdateOrganization};
use contract::profile::{Profile, ProfileField, ProfilePolicy};
use leptos::prelude::*;
use rules::role::Permission;
use ui_kit::prelude::*;

use super::form::SettingsForm;
use super::{Editing, guard};
use crate::session::may;
use crate::words::organization as words;

/// The fields of the form. Copy.
#[derive(Clone, Copy)]
struct Draft {
    may_edit: RwSignal<bool>,
    /// For each profile field, whether users may edit it.
    fields: [RwSignal<bool>; Profile::FIELDS.len()],
}

impl Draft {
    fn fill(self, now: &Organization) {
        self.may_edit.set(now.settings.users_may_edit_profile);
        for (field, open) in Profile::FIELDS.into_iter().zip(self.fields) {
            open.set(now.settings.profile_policy.users_may_edit(field.name));
        }
    }

    fn policy(self) -> ProfilePolicy {
        let fields = Profile::FIELDS.into_iter().zip(self.fields);
        let kept = fields.filter(|(_, open)| !open.get());
        ProfilePolicy {
            organization_fields: kept.map(|(field, _)| field.name.to_owned()).collect(),
        }
    }

    fn differs(self, now: &Organization) -> bool {
        let policy = &now.settings.profile_policy;
        let field_differs = |(field, open): (ProfileField, RwSignal<bool>)| {
            open.get() != policy.users_may_edit(field.name)
        };
        self.may_edit.get() != now.settings.users_may_edit_profile
            || Profile::FIELDS
                .into_iter()
                .zip(self.fields)
                .any(field_differs)
    }
}

pub(super) fn view(editing: Editing) -> AnyView {
    let draft = Draft {
        may_edit: RwSignal::new(false),
        fields: Profile::FIELDS.map(|_| RwSignal::new(false)),
    };
    let latest = move || editing.fill(|now| draft.fill(&now));
    latest();
    let save = move || {
        editing.save(UpdateOrganization {
            users_may_edit_profile: Some(draft.may_edit.get_untracked()),
            profile_policy: Some(untrack(|| draft.policy()).into()),
            ..UpdateOrganization::default()
        });
    };
    let readonly = !may(Permission::OrganizationWrite);
    view! {
        <div class="settings">
            <SettingsForm id="user-portal-form" title=words::TITLE_USER_PORTAL lead=words::USER_PORTAL_LEAD
                form=editing.form on_save=save on_load=latest>
                <Switch label=words::MAY_EDIT hint=words::MAY_EDIT_HINT checked=draft.may_edit disabled=readonly/>
                {fields(draft, readonly)}
            </SettingsForm>
            {guard(editing, move |now| draft.differs(now))}
        </div>
    }
    .into_any()
}

/// A checkbox for each profile field.
fn fields(draft: Draft, readonly: bool) -> AnyView {
    let closed = move || readonly || !draft.may_edit.get();
    let boxes = Profile::FIELDS.into_iter().zip(draft.fields).map(|(field, open)| {
        view! {
            <Checkbox name=field.name label=field.label checked=open disabled=Signal::derive(closed)/>
        }
        .into_any()
    });
    view! {
        <fieldset class="fieldset nested">
            <legend>{words::FIELDS}</legend>
            <p class="muted small">{words::FIELDS_HINT}</p>
            {boxes.collect_view()}
        </fieldset>
    }
    .into_any()
}
