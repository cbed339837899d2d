use contract::ids::OrganizationId;
use contract::me::Me;
use entity::{account, organization, user_profile};
use rules::time::Timestamp;
use sea_orm::{ColumnTrait, ConnectionTrait, QueryFilter};

use crate::accounts::facts;
use crate::actor::SignedInUser;
use crate::addresses::Portal;
use crate::ageing::ageing_of;
use crate::factors::own_mfa;
use crate::lists::{scope, with_profile};
use crate::users::profile_of;
use crate::{Context, Error, passwords, recovery_email};

/// The user's own account.
///
/// # Errors
/// When the database fails.
pub async fn get(context: &Context, user: &SignedInUser) -> Result<Me, Error> {
    read(context.database().read(), user, context.now()).await
}

pub(crate) async fn read(
    db: &impl ConnectionTrait,
    user: &SignedInUser,
    now: Timestamp,
) -> Result<Me, Error> {
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
    let ageing = ageing_of(&organization)?;
    let recovery = organization.recovery_email_enabled;
    let mfa = own_mfa(&account, &organization, now)?;
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
        password_expires_soon: facts.expires_at.is_some_and(|at| ageing.is_near(at, now)),
        password_changeable_from: facts.set_at.and_then(|at| ageing.changeable_from(at)),
        mfa,
        recovery_email_enabled: recovery,
        recovery_email: recovery_email::of(&account).filter(|_| recovery),
        version: u64::try_from(account.version).unwrap_or_default(),
        email: account.email,
        username: account.username,
        name: account.name,
    })
}
