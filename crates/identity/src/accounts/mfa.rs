//! MFA facts derived from the columns of an account.

use contract::me::OwnMfa;
use entity::account;
use rules::mfa::{MfaFacts, MfaPolicy, MfaRequirement};
use rules::time::Timestamp;

/// The MFA requirement for this account.
pub(crate) fn mfa_requirement(account: &account::Model, policy: &MfaPolicy) -> MfaRequirement {
    policy.requirement_of(account.kind, account.mfa_override)
}

/// The facts from which the MFA status is derived.
pub(crate) fn mfa_facts(account: &account::Model) -> MfaFacts {
    MfaFacts {
        enrolled_at: account.mfa_enrolled_at,
        enroll_by: account.mfa_enroll_by,
    }
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
