use contract::events::EventAction;
use contract::ids::UserId;
use contract::users::{MfaChanges, PasswordChanges, Profile, UpdateUser, User};
use entity::account;
use rules::mfa::MfaRequirement;
use rules::username::Username;

use super::change::{Changed, Names, apply};
use super::held_user::hold;
use super::profile::find_profile;
use crate::accounts::{AccountScope, HeldAccount};
use crate::fields::Fields;
use crate::password_aging::update_expiry;
use crate::permitted::{Permitted, UsersWrite};
use crate::precondition::Precondition;
use crate::user_attributes::{AttributeEdits, Editor};
use crate::{Context, Error, mfa_enrollment};

/// Changes a user, if `version` is current.
///
/// # Errors
/// `invalid-fields`, `taken`, `stale-version`, `not-found`, `forbidden`.
pub async fn update(
    context: &Context,
    principal: &Permitted<UsersWrite>,
    id: UserId,
    version: impl Into<Precondition>,
    request: UpdateUser,
) -> Result<User, Error> {
    let expected: Precondition = version.into();
    let held = hold(context, principal, id).await?;
    expected.check(held.account.version)?;
    perform(principal, &held, request).await?;
    held.commit_and_read().await
}

/// Changes a held user. Returns whether anything changed.
///
/// # Errors
/// `invalid-fields`, `taken`.
pub(crate) async fn perform(
    principal: &Permitted<UsersWrite>,
    held: &HeldAccount<'_>,
    mut request: UpdateUser,
) -> Result<bool, Error> {
    let (context, tx, account) = (held.context(), held.tx(), &held.account);
    let before = find_profile(tx, account.id).await?;
    let mut fields = Fields::default();
    let values = (
        std::mem::take(&mut request.attributes),
        Editor::Administrator,
    );
    let organization = held.organization_id();
    let attributes =
        AttributeEdits::of_existing(tx, organization, account.id, values, &mut fields).await?;
    let (names, after) = check(account, before.clone(), request, fields)?;
    let names = Names {
        attributes,
        ..names
    };
    let changed = apply(context, tx, account, &names, (&before, &after)).await?;
    let Changed::Fields(fields) = changed else {
        return Ok(false);
    };
    if names.never_expires.is_some() {
        let scope = AccountScope::Account(account.id);
        update_expiry(context, tx, &held.organization, scope).await?;
    }
    if names.mfa.is_some() {
        mfa_enrollment::apply_requirement(held).await?;
    }
    let event = principal.event(EventAction::UserUpdated);
    held.record(event.with("fields", fields.join(", "))).await?;
    Ok(true)
}

/// Refuses to turn MFA off for a user.
pub(crate) fn refuse_off(asked: Option<Option<MfaRequirement>>, fields: &mut Fields) {
    if asked == Some(Some(MfaRequirement::Off)) {
        let mend = "Choose optional, required or the organization default";
        fields.refuse("mfa.requirementOverride", "not_allowed", mend);
    }
}

fn check(
    account: &account::Model,
    before: Profile,
    request: UpdateUser,
    mut fields: Fields,
) -> Result<(Names, Profile), Error> {
    let username: Option<Username> = request
        .username
        .as_deref()
        .filter(|username| *username != account.username)
        .and_then(|username| fields.username("username", username));
    let PasswordChanges { never_expires } = request.password.clone().unwrap_or_default();
    let never_expires = never_expires.filter(|never| *never != account.password_never_expires);
    let MfaChanges {
        requirement_override,
    } = request.mfa.clone().unwrap_or_default();
    let asked = requirement_override.into_option();
    refuse_off(asked, &mut fields);
    let mfa = asked.filter(|asked| *asked != account.mfa_override);
    let profile_editable = request.profile_editable_override.clone().into_option();
    let profile_editable = profile_editable.filter(|asked| *asked != account.profile_editable);
    let after = fields.profile(request.into_profile_changes().apply(before));
    fields.finish()?;
    let names = Names {
        username,
        never_expires,
        mfa,
        profile_editable,
        ..Names::default()
    };
    Ok((names, after))
}
