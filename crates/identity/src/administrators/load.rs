//! Administrators as the API shows them.

use contract::administrators::Administrator;
use contract::ids::{AdministratorId, OrganizationId};
use entity::{account, link};
use rules::links::LinkPurpose;
use rules::role::Role;
use sea_orm::ConnectionTrait;

use crate::accounts::{HeldAccount, ReadBack, facts, role};
use crate::addresses::Portal;
use crate::factors::Mfa;
use crate::{Context, Error, accounts};

/// Returns the administrator of `organization` with this identifier.
///
/// # Errors
/// `not-found`.
pub(crate) async fn load_administrator(
    context: &Context,
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    id: AdministratorId,
) -> Result<Administrator, Error> {
    let member = accounts::find_member_of(db, organization, Portal::Admin, id.0).await?;
    let account = member.account;
    let purpose = LinkPurpose::AdministratorInvitation;
    let pending = accounts::pending(context, db, &[account.id], purpose).await?;
    let policy = member.organization.settings.mfa_policy;
    let mfa = Mfa::read(db, policy, &[account.id]).await?;
    let role = role(&account)?;
    Ok(show(context, account, role, pending.last(), &mfa))
}

impl ReadBack for Administrator {
    async fn read_back(held: &HeldAccount<'_>) -> Result<Self, Error> {
        let id = AdministratorId(held.account.id);
        load_administrator(held.context(), held.tx(), held.organization_id(), id).await
    }
}

/// Puts an administrator together.
pub(super) fn show(
    context: &Context,
    account: account::Model,
    role: Role,
    invitation: Option<&link::Model>,
    mfa: &Mfa,
) -> Administrator {
    let now = context.now();
    let facts = facts(&account);
    Administrator {
        id: AdministratorId(account.id),
        role,
        state: account.state,
        password_status: facts.status_at(now),
        lock: facts.lock_at(now),
        mfa: mfa.details(&account, now),
        invitation_expires_at: invitation.map(|link| link.expires_at),
        last_sign_in_at: account.last_sign_in_at,
        created_at: account.created_at,
        version: account.version.into(),
        email: account.email,
        name: account.name,
    }
}
