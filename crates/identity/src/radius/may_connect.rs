use entity::radius_client::Model;
use rules::resource::{ResourcePolicy, ResourceRefusal};
use rules::service_password::{PasswordUse, may_use_with_password};
use rules::time::Timestamp;

use crate::accounts::{Member, factor_is_due, facts};

/// What a RADIUS client does about accounts that are locked or expired.
pub(super) const fn policy(client: &Model) -> ResourcePolicy {
    ResourcePolicy {
        on_lock: client.on_lock,
        on_password_expiry: client.on_expiry,
    }
}

/// Whether the right password of an account is enough for a network with this policy at `now`. The answer to a
/// device asks, and so does the question why somebody cannot connect. Who may connect through a RADIUS client is
/// another question, which groups decide.
///
/// # Errors
/// Why not.
pub(super) fn may_connect(
    policy: ResourcePolicy,
    member: &Member,
    now: Timestamp,
) -> Result<(), ResourceRefusal> {
    let (account, organization) = (&member.account, &member.organization);
    if organization.state().is_suspended() {
        return Err(ResourceRefusal::OrganizationSuspended);
    }
    let password = PasswordUse {
        temporary: account.password_temporary,
        factor_is_due: factor_is_due(account, &organization.settings.mfa_policy),
    };
    may_use_with_password(policy, (account.state, &facts(account)), password, now)
}
