//! What a change of an application does to a user.

use super::PolicyOutcome;
use crate::access::{Decision, Facts, StepUp, TermsAcceptance, explain, may_open};
use crate::account_status::AccountStatus;

/// What a change of an application from `before` to `after` does to a user, the most severe first. Both
/// are facts of the same user. What the session has proved is ignored: the user is asked for whatever
/// the application requires.
///
/// What the user settles at the next sign-in does not count: an expired or temporary password, and terms
/// to accept. If the user cannot open the application before or after the change because the account is
/// locked or has no password yet, the outcomes are those for the time after that.
pub fn access_outcomes(before: &Facts, after: &Facts) -> Vec<PolicyOutcome> {
    let now = differences(&signed_in(before), &signed_in(after));
    if now.is_empty() {
        return differences(&unlocked(before), &unlocked(after));
    }
    now
}

/// The facts after a sign-in, without what the session has proved beyond the password.
fn signed_in(facts: &Facts) -> Facts {
    Facts {
        account: match facts.account {
            AccountStatus::PasswordExpired | AccountStatus::TemporaryPassword => {
                AccountStatus::Active
            }
            status => status,
        },
        terms: TermsAcceptance::Settled,
        session: None,
        ..*facts
    }
}

/// The same, after the account's lock, or after the user has set a password.
fn unlocked(facts: &Facts) -> Facts {
    let facts = signed_in(facts);
    Facts {
        account: match facts.account {
            AccountStatus::Locked(_)
            | AccountStatus::Invited
            | AccountStatus::InvitationExpired => AccountStatus::Active,
            status => status,
        },
        ..facts
    }
}

fn differences(before: &Facts, after: &Facts) -> Vec<PolicyOutcome> {
    let (was_open, is_open) = (opens(before), opens(after));
    if !is_open {
        let lost = was_open.then_some(PolicyOutcome::AccessPrevented);
        return lost.into_iter().collect();
    }
    let was_asked = asks_for(before).filter(|_| was_open);
    let granted = (!was_open).then_some(PolicyOutcome::AccessGranted);
    let outcomes = [proof(was_asked, asks_for(after)), granted];
    let outcomes: Vec<_> = outcomes.into_iter().flatten().collect();
    if outcomes.is_empty() {
        return frequency(before, after).into_iter().collect();
    }
    outcomes
}

/// Whether the application opens for a user who does what it asks for.
fn opens(facts: &Facts) -> bool {
    let refuses = |(_, decision)| matches!(decision, Decision::Refuse(_));
    !explain(facts).into_iter().any(refuses)
}

/// What an application that opens asks for first.
fn asks_for(facts: &Facts) -> Option<StepUp> {
    match may_open(facts) {
        Decision::StepUp(step_up) => Some(step_up),
        Decision::Open | Decision::Refuse(_) => None,
    }
}

fn proof(was: Option<StepUp>, is: Option<StepUp>) -> Option<PolicyOutcome> {
    if was == is {
        return None;
    }
    let asked_for_passkey = matches!(was, Some(StepUp::Passkey | StepUp::EnrollPasskey));
    Some(match is {
        Some(StepUp::EnrollPasskey) => PolicyOutcome::AccessRequiresPasskeyEnrollment,
        Some(StepUp::Passkey) => PolicyOutcome::AccessRequiresPasskey,
        Some(StepUp::EnrollFactor | StepUp::Factor) if asked_for_passkey => {
            PolicyOutcome::AccessRequiresPasskeyNoLonger
        }
        Some(StepUp::EnrollFactor) => PolicyOutcome::AccessRequiresFactorEnrollment,
        Some(StepUp::Factor) => PolicyOutcome::AccessRequiresFactor,
        // The other steps do not depend on the application.
        Some(StepUp::SignIn | StepUp::AcceptTerms) | None => {
            PolicyOutcome::AccessRequiresFactorNoLonger
        }
    })
}

/// How often an enrolled factor is asked for.
fn frequency(before: &Facts, after: &Facts) -> Option<PolicyOutcome> {
    if !matches!(asks_for(after), Some(StepUp::Factor | StepUp::Passkey)) {
        return None;
    }
    let (was, is) = (before.policy.freshness, after.policy.freshness);
    if is.is_stricter_than(was) {
        Some(PolicyOutcome::AccessRequiresFactorMoreOften)
    } else if was.is_stricter_than(is) {
        Some(PolicyOutcome::AccessRequiresFactorLessOften)
    } else {
        None
    }
}
