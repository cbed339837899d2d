//! The organization's name and contact, and how long its events are kept.

use contract::change::Change;
use contract::organization::{Organization, TimeZoneName, UpdateOrganization};
use leptos::prelude::*;
use rules::email::EmailAddress;
use rules::role::Permission;
use ui_kit::prelude::*;

use super::event_retention::Draft;
use super::form::SettingsForm;
use super::{Editing, guard};
use crate::session::may;
use crate::words::organization as words;

pub(super) fn view(editing: Editing) -> AnyView {
    let form = editing.form;
    let (name, contact) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let retention = Draft::new();
    let zone = RwSignal::new(String::new());
    let latest = move || {
        editing.fill(|now| {
            retention.fill(&now);
            name.set(now.name);
            contact.set(now.contact_email.unwrap_or_default());
            zone.set(now.settings.time_zone.0);
        });
    };
    latest();
    let save = move || {
        form.clear();
        let (name, contact) = (name.get_untracked(), contact.get_untracked());
        form.check_line("name", &name, 100, words::NAME_MISSING);
        if !contact.trim().is_empty() && EmailAddress::parse(&contact).is_err() {
            form.fault("contactEmail", words::CONTACT_WRONG);
        }
        let saved = editing.organization.value.get_untracked();
        let event_retention = untrack(|| saved.and_then(|now| retention.changed(&now)));
        if !form.is_faulty() {
            editing.save(UpdateOrganization {
                name: Some(name.trim().to_owned()),
                contact_email: Change::from_option(
                    Some(contact.trim().to_owned()).filter(|contact| !contact.is_empty()),
                ),
                event_retention: event_retention.map(Into::into),
                time_zone: Some(TimeZoneName(zone.get_untracked().trim().to_owned())),
                ..UpdateOrganization::default()
            });
        }
    };
    let differs = move |now: &Organization| {
        let before = now.contact_email.as_deref().unwrap_or_default();
        name.with(|name| name.trim() != now.name)
            || contact.with(|contact| contact.trim() != before)
            || retention.changed(now).is_some()
            || zone.with(|zone| zone.trim() != now.settings.time_zone.0)
    };
    let readonly = !may(Permission::OrganizationWrite);
    view! {
        <div class="settings">
            <SettingsForm id="organization-form" title=words::TITLE_PROFILE lead=words::PROFILE_LEAD form=form
                on_save=save on_load=latest>
                <TextField name="name" label=words::NAME value=name readonly=readonly required=true
                    autocomplete="organization" maxlength=100/>
                <TextField name="contactEmail" label=words::CONTACT value=contact kind=InputKind::Email
                    readonly=readonly hint=words::CONTACT_HINT optional_mark=true maxlength=254/>
                {retention.view()}
                {zone_field(zone, readonly)}
            </SettingsForm>
            {move || editing.organization.value.get().map(facts)}
            {guard(editing, differs)}
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
