use contract::ids::{OrganizationId, UserId};
use contract::me::Me;
use contract::user_attributes::{AttributeValues, OwnAttributeDefinition};
use entity::{account, organization, user_profile};
use rules::time::Timestamp;
use sea_orm::{ColumnTrait, QueryFilter};

use super::update_profile::may_edit_profile;
use crate::accounts::{HeldAccount, ReadBack, branding, facts, own_mfa};
use crate::addresses::Portal;
use crate::lists::scope;
use crate::user_attributes::own;
use crate::users::profile_of;
use crate::{Context, Error, accounts, sessions};

/// The attributes that a user sees, and their values.
type OwnAttributes = (Vec<OwnAttributeDefinition>, AttributeValues);

/// Returns the account of the user whose access token this is. Every page load starts with this
/// request, so one query both authenticates the caller and reads the account. The attributes are read
/// with another one.
///
/// # Errors
/// `unauthenticated`.
pub async fn get(context: &Context, token: &str) -> Result<Me, Error> {
    let (account, profile, organization) = sessions::user_in_full(context, token).await?;
    let read = context.database().read();
    let own = own(read, OrganizationId(organization.id), account.id).await?;
    Ok(show(account, (profile, own), organization, context.now()))
}

impl ReadBack for Me {
    async fn read_back(held: &HeldAccount<'_>) -> Result<Self, Error> {
        let found = scope(held.organization_id(), Portal::User.account_kind())
            .filter(account::Column::Id.eq(held.account.id))
            .find_also_related(user_profile::Entity)
            .find_also_related(organization::Entity)
            .one(held.tx())
            .await?;
        let Some((account, profile, Some(organization))) = found else {
            return Err(Error::NotFound);
        };
        let own = own(held.tx(), held.organization_id(), account.id).await?;
        let now = held.context().now();
        Ok(show(account, (profile, own), organization, now))
    }
}

fn show(
    account: account::Model,
    (profile, own): (Option<user_profile::Model>, OwnAttributes),
    organization: organization::Model,
    now: Timestamp,
) -> Me {
    let (attribute_definitions, attributes) = own;
    let facts = facts(&account);
    let settings = &organization.settings;
    let aging = &settings.aging_policy;
    let recovery = settings.recovery_email_enabled;
    let mfa = own_mfa(&account, &organization, now);
    let profile_editable = may_edit_profile(&account, &organization);
    Me {
        id: UserId(account.id),
        organization_id: OrganizationId(organization.id),
        password_policy: settings.password_policy,
        branding: branding(&organization),
        organization_name: organization.name,
        contact_email: organization.contact_email,
        profile: profile_of(profile),
        attribute_definitions,
        attributes,
        profile_editable,
        organization_fields: settings.profile_policy.organization_fields.clone(),
        password_set_at: facts.set_at,
        password_expires_at: facts.expires_at,
        password_expires_soon: facts.expires_at.is_some_and(|at| aging.is_near(at, now)),
        password_changeable_from: facts.set_at.and_then(|at| aging.changeable_from(at)),
        mfa,
        recovery_email_enabled: recovery,
        recovery_email: accounts::recovery_email(&account).filter(|_| recovery),
        version: account.version.into(),
        email_verified: !account.email_unverified,
        email: account.email,
        username: account.username,
        name: account.name,
    }
}
