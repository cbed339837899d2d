//! Writes the rows of a user: the account, the profile, and the search words.

use contract::users::Profile;
use entity::{Version, account, user_profile};
use rules::account::AccountKind;
use rules::email::EmailAddress;
use rules::state::UserState;
use rules::username::Username;
use sea_orm::{ActiveValue::Set, ConnectionTrait, EntityTrait, Unchanged};
use uuid::Uuid;

use super::profile::{name_of, profile_row};
use crate::accounts::{UniqueKeys, check_unique, taken};
use crate::lists::{ListKeys, replace_words};
use crate::user_attributes::AttributeEdits;
use crate::{Context, Error};

/// A new user with validated values.
pub(crate) struct NewUser {
    pub id: Uuid,
    pub organization: Uuid,
    pub email: EmailAddress,
    pub username: Username,
    pub profile: Profile,
    pub attributes: AttributeEdits,
    pub state: UserState,
}

/// Inserts a new user, without a password.
///
/// # Errors
/// `taken` with each of `email`, `username` and `employeeNumber` that is.
pub(crate) async fn insert(
    context: &Context,
    tx: &impl ConnectionTrait,
    new: &NewUser,
) -> Result<(), Error> {
    let now = context.now();
    let name = name_of(&new.profile, new.username.as_str());
    let names = (&*name, new.email.as_str(), new.username.as_str());
    let keys = ListKeys::with_attributes(names, &new.profile, &new.attributes.searched());
    let unique = UniqueKeys {
        id: new.id,
        organization: new.organization,
        email: &new.email.key(),
        username: &new.username.key(),
        employee_number: keys.employee_number.as_deref(),
    };
    check_unique(tx, &unique).await?;
    let row = account::ActiveModel {
        id: Set(new.id),
        organization_id: Set(new.organization),
        kind: Set(AccountKind::User),
        email: Set(new.email.as_str().to_owned()),
        email_key: Set(new.email.key()),
        username: Set(new.username.as_str().to_owned()),
        username_key: Set(new.username.key()),
        name: Set(name),
        state: Set(new.state),
        state_changed_at: Set(now),
        password_never_expires: Set(false),
        password_temporary: Set(false),
        failed_password_attempts: Set(0),
        failed_factor_attempts: Set(0),
        created_at: Set(now),
        updated_at: Set(now),
        version: Set(Version::FIRST),
        ..Default::default()
    };
    let account = account::Entity::insert(keys.in_row(row))
        .exec_with_returning(tx)
        .await
        .map_err(taken)?;
    user_profile::Entity::insert(profile_row(&account, &new.profile))
        .exec_without_returning(tx)
        .await?;
    new.attributes.write(tx, &account).await?;
    replace_words(tx, &account, &keys).await
}

/// Replaces a profile and the user's search words.
///
/// # Errors
/// If the database fails.
pub(super) async fn replace_profile(
    tx: &impl ConnectionTrait,
    account: &account::Model,
    profile: &Profile,
    keys: &ListKeys,
) -> Result<(), Error> {
    let mut row = profile_row(account, profile);
    row.account_id = Unchanged(account.id);
    user_profile::Entity::update(row).exec(tx).await?;
    replace_words(tx, account, keys).await
}
