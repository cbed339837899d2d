//! What users may do in the User Portal.

use contract::organization::{Organization, UpdateOrganization};
use contract::profile::{Profile, ProfilePolicy};
use leptos::prelude::*;
use rules::role::Permission;
use ui_kit::prelude::*;

use super::Editing;
use super::form::SettingsForm;
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

    fn request(self) -> UpdateOrganization {
        UpdateOrganization {
            users_may_edit_profile: Some(self.may_edit.get()),
            profile_policy: Some(self.policy().into()),
            ..UpdateOrganization::default()
        }
    }
}

pub(super) fn view(editing: Editing) -> AnyView {
    let draft = Draft {
        may_edit: RwSignal::new(false),
        fields: Profile::FIELDS.map(|_| RwSignal::new(false)),
    };
    let input = editing.input(move |now| draft.fill(&now), move || draft.request());
    let save = move || editing.save(untrack(|| draft.request()));
    let readonly = !may(Permission::OrganizationWrite);
    view! {
        <div class="settings">
            <SettingsForm id="user-portal-form" title=words::TITLE_USER_PORTAL lead=words::USER_PORTAL_LEAD
                form=editing.form input=input on_save=save>
                <Switch label=words::MAY_EDIT hint=words::MAY_EDIT_HINT checked=draft.may_edit disabled=readonly/>
                {fields(draft, readonly)}
            </SettingsForm>
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
