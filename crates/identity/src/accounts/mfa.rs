//! MFA facts derived from the columns of an account.

use contract::me::OwnMfa;
use entity::account;
use rules::mfa::{MfaPolicy, MfaRequirement};
use rules::time::Timestamp;

use crate::account_facts::mfa_facts;

/// The MFA requirement for this account.
pub(crate) fn mfa_requirement(account: &account::Model, policy: &MfaPolicy) -> MfaRequirement {
    policy.requirement_of(account.kind, account.mfa_override)
}

/// The MFA status of the caller's own account at `now`.
pub(crate) fn own_mfa(
    account: &account::Model,
    organization: &entity::organization::Model,
    now: Timestamp,
) -> OwnMfa {
    let facts = mfa_facts(account);
    OwnMfa {
        requirement: mfa_requirement(account, &organization.settings.mfa_policy),
        status: facts.status_at(now),
        enroll_by: facts.enroll_by,
    }
}

/// Whether `account` must give a factor to sign in.
pub(crate) fn factor_is_due(account: &account::Model, policy: &MfaPolicy) -> bool {
    mfa_facts(account).factor_is_due(mfa_requirement(account, policy))
}
