//! Users as the API shows them.

use std::collections::HashMap;

use contract::ids::{OrganizationId, UserId};
use contract::profile::Profile;
use contract::user_attributes::AttributeValues;
use contract::users::{ActivationDetails, User};
use entity::{account, link};
use rules::links::LinkPurpose;
use rules::lockout::LockoutPolicy;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::profile::find_profile;
use crate::accounts::{HeldAccount, ReadBack, facts, failed_attempts, password_details};
use crate::addresses::Portal;
use crate::factors::Mfa;
use crate::user_attributes::values_of;
use crate::{Context, Error, accounts};

/// Returns the user of `organization` with this identifier.
///
/// # Errors
/// `not-found`.
pub(crate) async fn load_user(
    context: &Context,
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    id: UserId,
) -> Result<User, Error> {
    let member = accounts::find_member_of(db, organization, Portal::User, id.0).await?;
    let (account, settings) = (member.account, &member.organization.settings);
    let profile = find_profile(db, account.id).await?;
    let pending =
        accounts::pending(context, db, &[account.id], LinkPurpose::UserActivation).await?;
    let mfa = Mfa::read(db, settings.mfa_policy, &[account.id]).await?;
    let mut attributes = values_of(db, organization, &[account.id]).await?;
    let attributes = attributes.remove(&account.id).unwrap_or_default();
    let lockout = &settings.lockout_policy;
    Ok(show(
        context,
        account,
        (profile, attributes),
        pending.last(),
        &mfa,
        lockout,
    ))
}

impl ReadBack for User {
    async fn read_back(held: &HeldAccount<'_>) -> Result<Self, Error> {
        let id = UserId(held.account.id);
        load_user(held.context(), held.tx(), held.organization_id(), id).await
    }
}

/// The pending activations of these accounts, in one query.
pub(super) async fn activations(
    context: &Context,
    db: &impl ConnectionTrait,
    accounts: &[Uuid],
) -> Result<HashMap<Uuid, link::Model>, Error> {
    let pending = accounts::pending(context, db, accounts, LinkPurpose::UserActivation).await?;
    Ok(pending
        .into_iter()
        .map(|link| (link.account_id, link))
        .collect())
}

/// Builds the API's representation of a user.
pub(super) fn show(
    context: &Context,
    account: account::Model,
    (profile, attributes): (Profile, AttributeValues),
    activation: Option<&link::Model>,
    mfa: &Mfa,
    lockout: &LockoutPolicy,
) -> User {
    let now = context.now();
    User {
        id: UserId(account.id),
        profile,
        attributes,
        state: account.state,
        state_changed_at: account.state_changed_at,
        profile_editable_override: account.profile_editable,
        password: password_details(&account, now),
        password_expired: facts(&account).expired_at(now),
        failed_attempts: failed_attempts(&account, lockout, now),
        recovery_email: accounts::recovery_email(&account),
        mfa: mfa.details(&account, now),
        activation: activation.map(|link| ActivationDetails {
            sent_at: link.created_at,
            expires_at: link.expires_at,
        }),
        terms: accounts::accepted_terms(&account),
        last_sign_in_at: account.last_sign_in_at,
        created_at: account.created_at,
        updated_at: account.updated_at,
        version: account.version.into(),
        email_verified: !account.email_unverified,
        email: account.email,
        username: account.username,
        name: account.name,
    }
}
