//! The fields of a user's profile.

use leptos::prelude::*;
use ui_kit::prelude::*;

use super::super::draft::Draft;
use crate::words::users as words;

fn line(
    name: &'static str,
    label: &'static str,
    value: RwSignal<String>,
    readonly: bool,
) -> AnyView {
    view! { <TextField name=name label=label value=value readonly=readonly maxlength=256/> }
        .into_any()
}

fn hinted(
    name: &'static str,
    label: &'static str,
    value: RwSignal<String>,
    readonly: bool,
    hint: &'static str,
) -> AnyView {
    view! { <TextField name=name label=label value=value readonly=readonly hint=hint maxlength=256/> }.into_any()
}

fn phone(
    name: &'static str,
    label: &'static str,
    value: RwSignal<String>,
    readonly: bool,
) -> AnyView {
    view! {
        <TextField name=name label=label value=value readonly=readonly kind=InputKind::Tel maxlength=64/>
    }
    .into_any()
}

pub(super) fn identity(draft: Draft, readonly: bool) -> AnyView {
    view! {
        <Section title=words::IDENTITY>
            <FieldRow>
                {line("firstName", words::FIRST_NAME, draft.first_name, readonly)}
                {line("lastName", words::LAST_NAME, draft.last_name, readonly)}
            </FieldRow>
            <FieldRow>
                {line("middleName", words::MIDDLE_NAME, draft.middle_name, readonly)}
                {hinted("displayName", words::DISPLAY_NAME, draft.display_name, readonly, words::DISPLAY_NAME_HINT)}
            </FieldRow>
            <TextField name="email" label=words::EMAIL value=draft.email kind=InputKind::Email
                hint=words::EMAIL_HINT readonly=readonly required=true maxlength=254/>
            <TextField name="username" label=words::USERNAME value=draft.username mono=true
                readonly=readonly required=true maxlength=64/>
        </Section>
    }
    .into_any()
}

pub(super) fn employment(draft: Draft, readonly: bool) -> AnyView {
    view! {
        <Section title=words::EMPLOYMENT>
            <FieldRow>
                {line("jobTitle", words::JOB_TITLE, draft.job_title, readonly)}
                {line("department", words::DEPARTMENT, draft.department, readonly)}
            </FieldRow>
            <FieldRow>
                {line("company", words::COMPANY, draft.company, readonly)}
                {line("costCenter", words::COST_CENTER, draft.cost_center, readonly)}
            </FieldRow>
            <FieldRow>
                {line("employeeNumber", words::EMPLOYEE_NUMBER, draft.employee_number, readonly)}
                {line("employeeType", words::EMPLOYEE_TYPE, draft.employee_type, readonly)}
            </FieldRow>
            <FieldRow>
                {line("location", words::LOCATION, draft.location, readonly)}
                {line("manager", words::MANAGER, draft.manager, readonly)}
            </FieldRow>
            <FieldRow>
                {phone("workPhone", words::WORK_PHONE, draft.work_phone, readonly)}
                {phone("workMobilePhone", words::WORK_MOBILE, draft.work_mobile_phone, readonly)}
            </FieldRow>
            <AddressFieldset legend=words::WORK_ADDRESS prefix="workAddress" section="work"
                value=draft.work_address readonly=readonly/>
        </Section>
    }
    .into_any()
}

pub(super) fn contact(draft: Draft, readonly: bool) -> AnyView {
    view! {
        <Section title=words::CONTACT>
            <FieldRow>
                {phone("mobilePhone", words::MOBILE_PHONE, draft.mobile_phone, readonly)}
                {phone("homePhone", words::HOME_PHONE, draft.home_phone, readonly)}
            </FieldRow>
            <FieldRow>
                {hinted("language", words::LANGUAGE, draft.language, readonly, words::LANGUAGE_HINT)}
                {hinted("timeZone", words::TIME_ZONE, draft.time_zone, readonly, words::TIME_ZONE_HINT)}
            </FieldRow>
            <AddressFieldset legend=words::HOME_ADDRESS prefix="homeAddress" section="home"
                value=draft.home_address readonly=readonly/>
        </Section>
    }
    .into_any()
}
