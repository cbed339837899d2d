//! The results for what is refused although the password was correct.

use ldap::control::PasswordPolicyError;
use ldap::response::{Outcome, ResultCode};
use rules::directory::{BindFacts, BindRefusal};

use super::Failed;
use crate::accounts::{Member, factor_is_due, facts};

/// The stored facts that decide about an account with the right password.
pub(super) fn bind_facts(member: &Member) -> BindFacts {
    let (account, organization) = (&member.account, &member.organization);
    BindFacts {
        organization_suspended: organization.state().is_suspended(),
        state: account.state,
        password: facts(account),
        temporary: account.password_temporary,
        factor_is_due: factor_is_due(account, &organization.settings.mfa_policy),
    }
}

/// The result of a refusal.
pub(super) fn refused(refusal: BindRefusal) -> Failed {
    Failed::Refused {
        outcome: Outcome::new(ResultCode::InvalidCredentials, refusal.explanation()),
        password_policy: password_policy(refusal),
    }
}

/// The result of a wrong password, an unknown name, or both: the client cannot tell which.
pub(super) fn wrong() -> Failed {
    Failed::from(Outcome::from(ResultCode::InvalidCredentials))
}

const fn password_policy(refusal: BindRefusal) -> Option<PasswordPolicyError> {
    match refusal {
        BindRefusal::OrganizationSuspended
        | BindRefusal::Suspended
        | BindRefusal::Staged
        | BindRefusal::Locked(_) => Some(PasswordPolicyError::AccountLocked),
        BindRefusal::PasswordPending
        | BindRefusal::PasswordExpired
        | BindRefusal::TemporaryPassword => Some(PasswordPolicyError::PasswordExpired),
        BindRefusal::ApplicationPasswordRequired
        | BindRefusal::OtherResource
        | BindRefusal::ApplicationClosed
        | BindRefusal::Revoked => None,
    }
}
