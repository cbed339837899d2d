//! What a limit on verification emails does to the explanation of a sign-in.

use super::*;
use crate::links::{VerificationLimit, VerificationLimitReason};

const LIMIT: VerificationLimit = VerificationLimit {
    reason: VerificationLimitReason::TooMany,
    until: FUTURE,
};

#[test]
fn a_limit_takes_the_place_of_the_email_and_of_nothing_else() {
    let all = explained(|facts, more| {
        facts.password.expires_at = Some(PAST);
        more.email_unverified = true;
    });
    let [mut expired, mut unverified] = <[Obstacle; 2]>::try_from(all).expect("two obstacles");
    let before = expired.clone();
    expired.limit_verification(LIMIT);
    assert_eq!(expired, before);
    unverified.limit_verification(LIMIT);
    assert_eq!(unverified.remedies, []);
    assert_eq!(unverified.verification_limit, Some(LIMIT));
}
