//! Inserts the row of an administrator.

use contract::problem::FieldError;
use contract::profile::Profile;
use entity::{Version, account};
use rules::account::AccountKind;
use rules::email::EmailAddress;
use rules::role::Role;
use rules::state::UserState;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait};
use uuid::Uuid;

use crate::accounts::taken;
use crate::lists::ListKeys;
use crate::{Context, Error};

/// A new administrator with validated values.
pub(crate) struct NewAdministrator {
    pub id: Uuid,
    pub organization: Uuid,
    pub email: EmailAddress,
    pub name: String,
    pub role: Role,
}

/// Inserts a new administrator, active but without a password.
///
/// # Errors
/// `taken` with `email`.
pub(crate) async fn insert(
    context: &Context,
    tx: &impl ConnectionTrait,
    new: &NewAdministrator,
) -> Result<(), Error> {
    let now = context.now();
    let email = new.email.as_str();
    let keys = ListKeys::of(&new.name, email, email, &Profile::default());
    let row = account::ActiveModel {
        id: Set(new.id),
        organization_id: Set(new.organization),
        kind: Set(AccountKind::Administrator),
        email: Set(email.to_owned()),
        email_key: Set(new.email.key()),
        username: Set(email.to_owned()),
        username_key: Set(new.email.key()),
        name: Set(new.name.clone()),
        state: Set(UserState::Active),
        state_changed_at: Set(now),
        role: Set(Some(new.role)),
        password_never_expires: Set(false),
        password_temporary: Set(false),
        failed_password_attempts: Set(0),
        failed_factor_attempts: Set(0),
        created_at: Set(now),
        updated_at: Set(now),
        version: Set(Version::FIRST),
        ..Default::default()
    };
    account::Entity::insert(keys.in_row(row))
        .exec_without_returning(tx)
        .await
        .map_err(email_taken)?;
    Ok(())
}

/// The username equals the email, so a violation of either unique index means that the email is
/// taken.
fn email_taken(error: sea_orm::DbErr) -> Error {
    match taken(error) {
        Error::Taken(_) => Error::Taken(vec![FieldError::new(
            "email",
            "taken",
            "Another administrator uses this email address",
        )]),
        other => other,
    }
}
