//! The three sections of the profile, to edit.

use leptos::prelude::*;
use ui_kit::prelude::*;

use super::choices::{languages, time_zones};
use super::draft::Draft;
use crate::account;
use crate::words::{self, me, recovery};

fn line(name: &'static str, label: &'static str, value: RwSignal<String>) -> AnyView {
    view! { <TextField name=name label=label value=value/> }.into_any()
}

fn known(
    name: &'static str,
    label: &'static str,
    value: RwSignal<String>,
    autocomplete: &'static str,
) -> AnyView {
    view! { <TextField name=name label=label value=value autocomplete=autocomplete/> }.into_any()
}

fn phone(
    name: &'static str,
    label: &'static str,
    value: RwSignal<String>,
    autocomplete: &'static str,
) -> AnyView {
    view! {
        <TextField name=name label=label value=value kind=InputKind::Tel autocomplete=autocomplete/>
    }
    .into_any()
}

/// A field that is not changed here, and why.
fn fixed(name: &'static str, label: &'static str, text: String, reason: &'static str) -> AnyView {
    view! {
        <TextField name=name label=label value=RwSignal::new(text) readonly=true reason=reason/>
    }
    .into_any()
}

pub fn details(draft: Draft) -> AnyView {
    let own = account::me().get_untracked();
    let Some(own) = own else {
        return ().into_any();
    };
    let recovery = own.recovery_email_enabled.then(|| {
        let now = own.recovery_email.as_ref();
        let email = now.map_or(recovery::NONE, |now| &now.email).to_owned();
        let reason = match now.map(|now| now.verified_at) {
            Some(None) => me::UNVERIFIED_UNDER_SECURITY,
            _ => me::UNDER_SECURITY,
        };
        fixed("recoveryEmail", recovery::TITLE, email, reason)
    });
    view! {
        <Card title=me::DETAILS>
            <FieldRow>
                {known("firstName", me::FIRST_NAME, draft.first_name, "given-name")}
                {known("middleName", me::MIDDLE_NAME, draft.middle_name, "additional-name")}
                {known("lastName", me::LAST_NAME, draft.last_name, "family-name")}
            </FieldRow>
            <TextField name="displayName" label=me::DISPLAY_NAME value=draft.display_name
                hint=me::DISPLAY_NAME_HINT.to_owned() autocomplete="nickname"/>
            <FieldRow>
                {fixed("username", me::USERNAME, own.username, me::ADMINISTRATORS_ONLY)}
                {fixed("email", words::EMAIL, own.email, me::ADMINISTRATORS_ONLY)}
            </FieldRow>
            {recovery}
        </Card>
    }
    .into_any()
}

pub fn personal(draft: Draft) -> AnyView {
    let zone = match time_zones(&draft.time_zone.get_untracked()) {
        Some(zones) => view! {
            <SelectField name="timeZone" label=me::TIME_ZONE value=draft.time_zone options=zones
                hint=me::TIME_ZONE_HINT.to_owned()/>
        }
        .into_any(),
        None => view! {
            <TextField name="timeZone" label=me::TIME_ZONE value=draft.time_zone
                hint=me::TIME_ZONE_HINT.to_owned() placeholder="Europe/Berlin"/>
        }
        .into_any(),
    };
    let languages = languages(&draft.language.get_untracked());
    view! {
        <Card title=me::PERSONAL>
            <FieldRow>
                {phone("mobilePhone", me::MOBILE_PHONE, draft.mobile_phone, "mobile tel")}
                {phone("homePhone", me::HOME_PHONE, draft.home_phone, "home tel")}
            </FieldRow>
            <FieldRow>
                <SelectField name="language" label=me::LANGUAGE value=draft.language
                    options=languages autocomplete="language"/>
                {zone}
            </FieldRow>
            <AddressFieldset legend=me::HOME_ADDRESS prefix="homeAddress" value=draft.home_address/>
        </Card>
    }
    .into_any()
}

pub fn employment(draft: Draft) -> AnyView {
    view! {
        <Card title=me::EMPLOYMENT>
            <FieldRow>
                {known("jobTitle", me::JOB_TITLE, draft.job_title, "organization-title")}
                {line("department", me::DEPARTMENT, draft.department)}
            </FieldRow>
            <FieldRow>
                {known("company", me::COMPANY, draft.company, "organization")}
                {line("costCenter", me::COST_CENTER, draft.cost_center)}
            </FieldRow>
            <FieldRow>
                {line("employeeNumber", me::EMPLOYEE_NUMBER, draft.employee_number)}
                {line("employeeType", me::EMPLOYEE_TYPE, draft.employee_type)}
            </FieldRow>
            <FieldRow>
                {line("location", me::LOCATION, draft.location)}
                {line("manager", me::MANAGER, draft.manager)}
            </FieldRow>
            <FieldRow>
                {phone("workPhone", me::WORK_PHONE, draft.work_phone, "work tel")}
                {phone("workMobilePhone", me::WORK_MOBILE_PHONE, draft.work_mobile_phone, "off")}
            </FieldRow>
            <AddressFieldset legend=me::WORK_ADDRESS prefix="workAddress" section="work"
                value=draft.work_address/>
        </Card>
    }
    .into_any()
}
