use contract::ids::OrganizationId;
use contract::me::Me;
use entity::{account, organization, user_profile};
use sea_orm::{ColumnTrait, ConnectionTrait, QueryFilter};

use crate::accounts::facts;
use crate::actor::SignedInUser;
use crate::addresses::Portal;
use crate::lists::{scope, with_profile};
use crate::users::profile_of;
use crate::{Context, Error, passwords};

/// The user's own account.
///
/// # Errors
/// When the database fails.
pub async fn get(context: &Context, user: &SignedInUser) -> Result<Me, Error> {
    read(context.database().read(), user).await
}

pub(super) async fn read(db: &impl ConnectionTrait, user: &SignedInUser) -> Result<Me, Error> {
    // One query: it is what a signed-in person's every page begins with.
    let accounts = scope(user.organization, Portal::User.account_kind());
    let found = with_profile(accounts.filter(account::Column::Id.eq(user.id.0)))
        .select_also(user_profile::Entity)
        .find_also_related(organization::Entity)
        .one(db)
        .await?;
    let Some((account, profile, Some(organization))) = found else {
        return Err(Error::NotFound);
    };
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
