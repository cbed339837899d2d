use contract::problem::ProblemType;
use entity::account;
use rules::sign_in::{SignInFacts, SignInRefusal};

use crate::Error;
use crate::accounts::{Member, facts, locked, terms_due};

/// The stored facts of an account that decide about a sign-in.
pub(crate) fn sign_in_facts(member: &Member) -> SignInFacts {
    let account = &member.account;
    SignInFacts {
        organization_suspended: member.organization.state().is_suspended(),
        state: account.state,
        password: facts(account),
        temporary: account.password_temporary,
        terms_due: terms_due(member),
    }
}

/// The answer to a correct password or passkey of an account that may not sign in.
pub(super) fn refused(account: &account::Model, refusal: SignInRefusal) -> Error {
    match refusal {
        SignInRefusal::OrganizationSuspended => Error::Refused(
            ProblemType::OrganizationSuspended,
            "Contact the operator of this server",
        ),
        SignInRefusal::Suspended => {
            Error::Refused(ProblemType::AccountSuspended, "Ask your administrator")
        }
        SignInRefusal::Staged => Error::Refused(
            ProblemType::AccountStaged,
            "Your administrator has not activated it yet",
        ),
        SignInRefusal::Locked(lock) => locked(account, lock),
        SignInRefusal::TemporaryPasswordExpired => Error::Refused(
            ProblemType::TemporaryPasswordExpired,
            "Reset your password by email, or ask your administrator for another one",
        ),
    }
}

/// The answer to a password that is wrong, was not verified, or has no account.
pub(super) const fn wrong_credentials() -> Error {
    Error::Refused(
        ProblemType::WrongCredentials,
        "Check both, or reset your password",
    )
}
