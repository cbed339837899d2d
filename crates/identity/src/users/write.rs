//! A user's rows: the account, the profile, and the words it is found by.

use contract::users::Profile;
use entity::{account, account_word, user_profile};
use rules::account::AccountKind;
use rules::email::EmailAddress;
use rules::state::UserState;
use rules::text::fold;
use rules::username::Username;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Unchanged,
};
use uuid::Uuid;

use super::profile::{name_of, profile_row};
use crate::accounts::taken;
use crate::lists::words_of;
use crate::{Context, Error};

/// A new user whose values were checked.
pub(crate) struct NewUser {
    pub id: Uuid,
    pub organization: Uuid,
    pub email: EmailAddress,
    pub username: Username,
    pub profile: Profile,
    pub state: UserState,
}

/// Writes the rows of a new user, without a password.
///
/// # Errors
/// `taken` with `email` or `username`.
pub(crate) async fn insert(
    context: &Context,
    tx: &impl ConnectionTrait,
    new: &NewUser,
) -> Result<account::Model, Error> {
    let now = context.now();
    let name = name_of(&new.profile, new.username.as_str());
    let row = account::ActiveModel {
        id: Set(new.id),
        organization_id: Set(new.organization),
        kind: Set(AccountKind::User),
        email: Set(new.email.as_str().to_owned()),
        email_key: Set(new.email.key()),
        username: Set(new.username.as_str().to_owned()),
        username_key: Set(new.username.key()),
        name_key: Set(fold(&name)),
        name: Set(name),
        state: Set(new.state),
        state_changed_at: Set(now),
        password_never_expires: Set(false),
        password_temporary: Set(false),
        failed_password_attempts: Set(0),
        failed_factor_attempts: Set(0),
        created_at: Set(now),
        updated_at: Set(now),
        version: Set(1),
        ..Default::default()
    };
    let account = account::Entity::insert(row)
        .exec_with_returning(tx)
        .await
        .map_err(taken)?;
    user_profile::Entity::insert(profile_row(&account, &new.profile))
        .exec_without_returning(tx)
        .await?;
    write_words(tx, &account, &new.profile).await?;
    Ok(account)
}

/// Replaces a profile, and the words by which the user is found.
///
/// # Errors
/// When the database fails.
pub(super) async fn replace_profile(
    tx: &impl ConnectionTrait,
    account: &account::Model,
    profile: &Profile,
) -> Result<(), Error> {
    let mut row = profile_row(account, profile);
    row.account_id = Unchanged(account.id);
    user_profile::Entity::update(row).exec(tx).await?;
    account_word::Entity::delete_many()
        .filter(account_word::Column::AccountId.eq(account.id))
        .exec(tx)
        .await?;
    write_words(tx, account, profile).await
}

async fn write_words(
    tx: &impl ConnectionTrait,
    account: &account::Model,
    profile: &Profile,
) -> Result<(), Error> {
    account_word::Entity::insert_many(search_words(account, profile.searched()))
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

/// The rows by which a user with these names is found: by the names, the email address and the
/// username. For who writes users without the use cases.
pub fn search_words<'a>(
    account: &'a account::Model,
    names: impl IntoIterator<Item = &'a str>,
) -> Vec<account_word::ActiveModel> {
    let keys = [account.email.as_str(), account.username.as_str()];
    words_of(names.into_iter().chain(keys))
        .into_iter()
        .map(|found_by| account_word::ActiveModel {
            organization_id: Set(account.organization_id),
            account_id: Set(account.id),
            word: Set(found_by.word),
            shared_prefix: Set(found_by.shared_prefix),
            name_key: Set(account.name_key.clone()),
        })
        .collect()
}
