//! What terms of the organization do to a sign-in.

use super::*;

#[test]
fn terms_are_asked_for_after_a_factor_and_before_a_new_password() {
    let terms_due = SignInFacts {
        terms_due: true,
        ..OPEN
    };
    let both_due = SignInFacts {
        temporary: true,
        ..terms_due
    };
    for (facts, factor_is_due, next) in [
        (terms_due, false, Next::AcceptTerms),
        (terms_due, true, Next::Factor),
        (both_due, false, Next::AcceptTerms),
    ] {
        assert_eq!(facts.next(factor_is_due, NOW), next, "{facts:?}");
    }
}

#[test]
fn terms_delay_a_sign_in_and_do_not_refuse_it() {
    let explained = explained(|facts, _| facts.terms_due = true);
    let expected = Obstacle::new(SignInFactKind::TermsNotAccepted, false);
    assert_eq!(explained, [expected]);
    let facts = SignInFacts {
        terms_due: true,
        ..OPEN
    };
    assert_eq!(facts.refusal(Proved::PasswordOfStranger, NOW), None);
}
