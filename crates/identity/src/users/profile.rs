//! A profile between the wire and its row.

use contract::users::{Address, Profile};
use entity::{account, user_profile};
use sea_orm::ActiveValue::Set;

/// The profile in a row. One that was deleted in this moment reads as empty.
pub(crate) fn profile_of(row: Option<user_profile::Model>) -> Profile {
    let Some(row) = row else {
        return Profile::default();
    };
    let address = |text: Option<String>| -> Option<Address> {
        text.and_then(|text| serde_json::from_str(&text).ok())
    };
    Profile {
        first_name: row.first_name,
        middle_name: row.middle_name,
        last_name: row.last_name,
        display_name: row.display_name,
        home_address: address(row.home_address),
        mobile_phone: row.mobile_phone,
        home_phone: row.home_phone,
        language: row.language,
        time_zone: row.time_zone,
        job_title: row.job_title,
        department: row.department,
        company: row.company,
        cost_center: row.cost_center,
        employee_number: row.employee_number,
        employee_type: row.employee_type,
        location: row.location,
        manager: row.manager,
        work_address: address(row.work_address),
        work_phone: row.work_phone,
        work_mobile_phone: row.work_mobile_phone,
    }
}

/// The row of `profile`.
pub(super) fn profile_row(
    account: &account::Model,
    profile: &Profile,
) -> user_profile::ActiveModel {
    let address = |address: &Option<Address>| {
        let address = address.as_ref();
        address.and_then(|address| serde_json::to_string(address).ok())
    };
    user_profile::ActiveModel {
        account_id: Set(account.id),
        organization_id: Set(account.organization_id),
        first_name: Set(profile.first_name.clone()),
        middle_name: Set(profile.middle_name.clone()),
        last_name: Set(profile.last_name.clone()),
        display_name: Set(profile.display_name.clone()),
        home_address: Set(address(&profile.home_address)),
        mobile_phone: Set(profile.mobile_phone.clone()),
        home_phone: Set(profile.home_phone.clone()),
        language: Set(profile.language.clone()),
        time_zone: Set(profile.time_zone.clone()),
        job_title: Set(profile.job_title.clone()),
        department: Set(profile.department.clone()),
        company: Set(profile.company.clone()),
        cost_center: Set(profile.cost_center.clone()),
        employee_number: Set(profile.employee_number.clone()),
        employee_type: Set(profile.employee_type.clone()),
        location: Set(profile.location.clone()),
        manager: Set(profile.manager.clone()),
        work_address: Set(address(&profile.work_address)),
        work_phone: Set(profile.work_phone.clone()),
        work_mobile_phone: Set(profile.work_mobile_phone.clone()),
    }
}

/// What the person is called: the display name, else first and last name, else the username.
pub(super) fn name_of(profile: &Profile, username: &str) -> String {
    if let Some(name) = &profile.display_name {
        return name.clone();
    }
    let parts = [&profile.first_name, &profile.last_name];
    let parts: Vec<&str> = parts.into_iter().flatten().map(String::as_str).collect();
    if parts.is_empty() {
        username.to_owned()
    } else {
        parts.join(" ")
    }
}

/// The names of the fields in which two profiles differ, as the API has them.
pub(super) fn differing(before: &Profile, after: &Profile) -> Vec<&'static str> {
    let differs = [
        ("firstName", before.first_name != after.first_name),
        ("middleName", before.middle_name != after.middle_name),
        ("lastName", before.last_name != after.last_name),
        ("displayName", before.display_name != after.display_name),
        ("homeAddress", before.home_address != after.home_address),
        ("mobilePhone", before.mobile_phone != after.mobile_phone),
        ("homePhone", before.home_phone != after.home_phone),
        ("language", before.language != after.language),
        ("timeZone", before.time_zone != after.time_zone),
        ("jobTitle", before.job_title != after.job_title),
        ("department", before.department != after.department),
        ("company", before.company != after.company),
        ("costCenter", before.cost_center != after.cost_center),
        (
            "employeeNumber",
            before.employee_number != after.employee_number,
        ),
        ("employeeType", before.employee_type != after.employee_type),
        ("location", before.location != after.location),
        ("manager", before.manager != after.manager),
        ("workAddress", before.work_address != after.work_address),
        ("workPhone", before.work_phone != after.work_phone),
        (
            "workMobilePhone",
            before.work_mobile_phone != after.work_mobile_phone,
        ),
    ];
    let differs = differs.into_iter();
    differs
        .filter_map(|(field, differs)| differs.then_some(field))
        .collect()
}
