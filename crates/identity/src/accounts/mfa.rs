//! What follows from the columns of an account about MFA.

use contract::me::OwnMfa;
use entity::account;
use rules::account::AccountKind;
use rules::mfa::{MfaFacts, MfaPolicy, MfaRequirement};
use rules::time::Timestamp;

/// What is asked of this account.
pub(crate) fn mfa_requirement(account: &account::Model, policy: &MfaPolicy) -> MfaRequirement {
    match account.kind {
        AccountKind::User => account.mfa_override.unwrap_or(policy.users),
        AccountKind::Administrator => policy.administrators,
    }
}

/// The facts that the MFA status follows from.
pub(crate) fn mfa_facts(account: &account::Model) -> MfaFacts {
    MfaFacts {
        enrolled_at: account.mfa_enrolled_at,
        enroll_by: account.mfa_enroll_by,
    }
}

/// Where one's own account stands at `now`.
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

/// Whether `account` is asked for a factor.
pub(crate) fn factor_is_due(account: &account::Model, policy: &MfaPolicy) -> bool {
    account.mfa_enrolled_at.is_some() && mfa_requirement(account, policy) != MfaRequirement::Off
}
