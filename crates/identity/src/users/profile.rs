//! A profile between the API and its row.

use contract::profile::Profile;
use entity::{account, user_profile};
use sea_orm::ActiveValue::Set;

use crate::Error;

/// The profile in a row. The profile of a user who was just deleted is empty.
///
/// # Errors
/// When the row does not hold a profile.
pub(crate) fn profile_of(row: Option<user_profile::Model>) -> Result<Profile, Error> {
    match row {
        Some(row) => serde_json::from_str(&row.fields).map_err(unreadable),
        None => Ok(Profile::default()),
    }
}

/// The row of `profile`.
///
/// # Errors
/// Never: a profile is always JSON.
pub(super) fn profile_row(
    account: &account::Model,
    profile: &Profile,
) -> Result<user_profile::ActiveModel, Error> {
    Ok(user_profile::ActiveModel {
        account_id: Set(account.id),
        organization_id: Set(account.organization_id),
        fields: Set(serde_json::to_string(profile).map_err(unreadable)?),
        department: Set(profile.department.clone()),
    })
}

fn unreadable(error: serde_json::Error) -> Error {
    Error::internal(format!("a profile is not what was written: {error}"))
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
