use contract::problem::ProblemType;
use entity::sign_in;

use crate::Error;
use crate::accounts::{Member, factor_is_due, terms_due};

/// Refuses if a factor is due and none was given yet.
pub(super) fn check_factor(row: &sign_in::Model, member: &Member) -> Result<(), Error> {
    let policy = member.organization.settings.mfa_policy;
    if row.factor.is_none() && factor_is_due(&member.account, &policy) {
        return Err(Error::Refused(ProblemType::WrongStep, "MFA comes first"));
    }
    Ok(())
}

/// Refuses if the terms must be accepted and were not yet.
pub(super) fn check_terms(member: &Member) -> Result<(), Error> {
    if terms_due(member) {
        return Err(Error::Refused(
            ProblemType::WrongStep,
            "Accepting the terms comes first",
        ));
    }
    Ok(())
}
