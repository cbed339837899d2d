//! The organization's name and contact, and how long its events are kept.

use contract::change::Change;
use contract::organization::{Organization, TimeZoneName, UpdateOrganization};
use leptos::prelude::*;
use rules::email::EmailAddress;
use rules::role::Permission;
use ui_kit::prelude::*;

use super::form::SettingsForm;
use super::{Editing, event_retention};
use crate::session::may;
use crate::words::organization as words;

/// The fields of the form. Copy.
#[derive(Clone, Copy)]
struct Draft {
    name: RwSignal<String>,
    contact: RwSignal<String>,
    retention: event_retention::Draft,
    zone: RwSignal<String>,
}

impl Draft {
    fn new() -> Self {
        let text = || RwSignal::new(String::new());
        Self {
            name: text(),
            contact: text(),
            retention: event_retention::Draft::new(),
            zone: text(),
        }
    }

    fn fill(self, now: Organization) {
        self.retention.fill(&now);
        self.name.set(now.name);
        self.contact.set(now.contact_email.unwrap_or_default());
        self.zone.set(now.settings.time_zone.0);
    }

    fn request(self) -> UpdateOrganization {
        let trimmed = |typed: RwSignal<String>| typed.with(|typed| typed.trim().to_owned());
        let contact = Some(trimmed(self.contact)).filter(|contact| !contact.is_empty());
        UpdateOrganization {
            name: Some(trimmed(self.name)),
            contact_email: Change::from_option(contact),
            event_retention: Some(self.retention.policy().into()),
            time_zone: Some(TimeZoneName(trimmed(self.zone))),
            ..UpdateOrganization::default()
        }
    }
}

pub(super) fn view(editing: Editing) -> AnyView {
    let form = editing.form;
    let draft = Draft::new();
    let input = editing.input(move |now| draft.fill(now), move || draft.request());
    let save = move || {
        form.clear();
        let name = draft.name.get_untracked();
        form.check_line("name", &name, 100, words::NAME_MISSING);
        let request = untrack(|| draft.request());
        if let Change::Set(contact) = &request.contact_email
            && EmailAddress::parse(contact).is_err()
        {
            form.fault("contactEmail", words::CONTACT_WRONG);
        }
        if !form.is_faulty() {
            editing.save(request);
        }
    };
    let readonly = !may(Permission::OrganizationWrite);
    view! {
        <div class="settings">
            <SettingsForm id="organization-form" title=words::TITLE_PROFILE lead=words::PROFILE_LEAD form=form
                input=input on_save=save>
                <TextField name="name" label=words::NAME value=draft.name readonly=readonly required=true
                    autocomplete="organization" maxlength=100/>
                <TextField name="contactEmail" label=words::CONTACT value=draft.contact kind=InputKind::Email
                    readonly=readonly hint=words::CONTACT_HINT optional_mark=true maxlength=254/>
                {draft.retention.view()}
                {zone_field(draft.zone, readonly)}
            </SettingsForm>
            {move || editing.organization.value.get().map(facts)}
        </div>
    }
    .into_any()
}

/// The time zone: a list, or text if the browser has no list.
fn zone_field(zone: RwSignal<String>, readonly: bool) -> AnyView {
    match organization_time_zones(zone) {
        Some(options) => view! {
            <SelectField name="timeZone" label=words::TIME_ZONE value=zone options=options
                hint=words::TIME_ZONE_HINT disabled=readonly/>
        }
        .into_any(),
        None => view! {
            <TextField name="timeZone" label=words::TIME_ZONE value=zone readonly=readonly required=true
                hint=words::TIME_ZONE_HINT maxlength=64/>
        }
        .into_any(),
    }
}

/// Read-only facts.
fn facts(now: Organization) -> AnyView {
    view! {
        <Card>
            <DescriptionList>
                <Entry label=words::CREATED><ExactTime at=now.created_at/></Entry>
                <Entry label=words::IDENTIFIER><span class="mono small break">{now.id.to_string()}</span></Entry>
            </DescriptionList>
        </Card>
    }
    .into_any()
}
