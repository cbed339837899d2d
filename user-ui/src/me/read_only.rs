//! The profile, to read.

use contract::me::Me;
use contract::users::Address;
use leptos::prelude::*;
use portal_kit::public_page::help;
use ui_kit::prelude::*;

use super::choices::language_name;
use crate::account;
use crate::words::{self, me, recovery};

type Line = (&'static str, Option<String>);

pub fn read_only() -> AnyView {
    view! {
        <Notice tone=Tone::Info><p>{me::READ_ONLY}</p>{help()}</Notice>
        {move || account::me().get().map(|own| sections(&own))}
    }
    .into_any()
}

fn sections(own: &Me) -> AnyView {
    let it = &own.profile;
    let mut details = vec![
        (me::FIRST_NAME, it.first_name.clone()),
        (me::MIDDLE_NAME, it.middle_name.clone()),
        (me::LAST_NAME, it.last_name.clone()),
        (me::DISPLAY_NAME, it.display_name.clone()),
        (me::USERNAME, Some(own.username.clone())),
        (words::EMAIL, Some(own.email.clone())),
    ];
    if own.recovery_email_enabled {
        details.push((recovery::TITLE, Some(recovery_email(own))));
    }
    let personal = vec![
        (me::HOME_ADDRESS, it.home_address.as_ref().map(one_line)),
        (me::MOBILE_PHONE, it.mobile_phone.clone()),
        (me::HOME_PHONE, it.home_phone.clone()),
        (me::LANGUAGE, it.language.as_deref().map(language_name)),
        (me::TIME_ZONE, it.time_zone.clone()),
    ];
    let employment = vec![
        (me::JOB_TITLE, it.job_title.clone()),
        (me::DEPARTMENT, it.department.clone()),
        (me::COMPANY, it.company.clone()),
        (me::COST_CENTER, it.cost_center.clone()),
        (me::EMPLOYEE_NUMBER, it.employee_number.clone()),
        (me::EMPLOYEE_TYPE, it.employee_type.clone()),
        (me::LOCATION, it.location.clone()),
        (me::MANAGER, it.manager.clone()),
        (me::WORK_ADDRESS, it.work_address.as_ref().map(one_line)),
        (me::WORK_PHONE, it.work_phone.clone()),
        (me::WORK_MOBILE_PHONE, it.work_mobile_phone.clone()),
    ];
    view! {
        {section(me::DETAILS, details)}
        {section(me::PERSONAL, personal)}
        {section(me::EMPLOYMENT, employment)}
    }
    .into_any()
}

fn section(title: &'static str, lines: Vec<Line>) -> AnyView {
    let entry = |(label, text): Line| match text {
        Some(text) => view! { <Entry label=label>{text}</Entry> }.into_any(),
        None => {
            view! { <Entry label=label><span class="muted">{me::NOT_SET}</span></Entry> }.into_any()
        }
    };
    view! {
        <Card title=title>
            <DescriptionList>{lines.into_iter().map(entry).collect_view()}</DescriptionList>
        </Card>
    }
    .into_any()
}

fn one_line(address: &Address) -> String {
    let town = format!("{} {}", address.postal_code, address.locality);
    [
        &*address.street,
        town.trim(),
        &address.region,
        &address.country,
    ]
    .into_iter()
    .filter(|part| !part.is_empty())
    .collect::<Vec<_>>()
    .join(", ")
}

/// The recovery email and where it stands, in one line.
fn recovery_email(own: &Me) -> String {
    match &own.recovery_email {
        None => recovery::NONE.to_owned(),
        Some(it) if it.verified_at.is_some() => it.email.clone(),
        Some(it) => me::unverified(&it.email),
    }
}
