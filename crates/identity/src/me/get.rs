use contract::ids::OrganizationId;
use contract::me::Me;
use entity::{organization, user_profile};
use sea_orm::{ConnectionTrait, EntityTrait};

use crate::accounts::facts;
use crate::actor::SignedInUser;
use crate::addresses::Portal;
use crate::users::profile_of;
use crate::{Context, Error, accounts, passwords};

/// The user's own account.
///
/// # Errors
/// When the database fails.
pub async fn get(context: &Context, user: &SignedInUser) -> Result<Me, Error> {
    read(context.database().read(), user).await
}

pub(super) async fn read(db: &impl ConnectionTrait, user: &SignedInUser) -> Result<Me, Error> {
    let account = accounts::find(db, user.organization, Portal::User, user.id.0).await?;
    let profile = user_profile::Entity::find_by_id(account.id).one(db).await?;
    let organization = organization::Entity::find_by_id(account.organization_id)
        .one(db)
        .await?
        .ok_or(Error::NotFound)?;
    let facts = facts(&account);
    Ok(Me {
        id: user.id,
        organization_id: OrganizationId(organization.id),
        password_policy: passwords::policy_of(&organization)?,
        organization_name: organization.name,
        contact_email: organization.contact_email,
        profile: profile_of(profile),
        profile_editable: organization.users_may_edit_profile,
        password_set_at: facts.set_at,
        password_expires_at: facts.expires_at,
        version: u64::try_from(account.version).unwrap_or_default(),
        email: account.email,
        username: account.username,
        name: account.name,
    })
}
