//! Conversion of profiles between the API and their rows.

use contract::profile::Profile;
use entity::{Document, account, user_profile};
use sea_orm::ActiveValue::Set;
use sea_orm::{ConnectionTrait, EntityTrait};
use uuid::Uuid;

use crate::Error;

/// The profile in a row. It is empty if the user was just deleted.
pub(crate) fn profile_of(row: Option<user_profile::Model>) -> Profile {
    row.map(|row| row.fields.0).unwrap_or_default()
}

/// The profile of the user with this account.
///
/// # Errors
/// If the database fails.
pub(crate) async fn find_profile(
    db: &impl ConnectionTrait,
    account: Uuid,
) -> Result<Profile, Error> {
    let row = user_profile::Entity::find_by_id(account).one(db).await?;
    Ok(profile_of(row))
}

/// The row of `profile`.
pub(super) fn profile_row(
    account: &account::Model,
    profile: &Profile,
) -> user_profile::ActiveModel {
    user_profile::ActiveModel {
        account_id: Set(account.id),
        organization_id: Set(account.organization_id),
        fields: Set(Document(profile.clone())),
    }
}

/// The user's name: the display name, else first and last name, else the username.
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
