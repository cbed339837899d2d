use super::{PolicyOutcome, access_outcomes};
use crate::access::tests::open;
use crate::access::{EmailProof, Facts, Freshness, TermsAcceptance, WantedFactor};
use crate::account_status::AccountStatus;

use PolicyOutcome::{
    AccessGranted, AccessPrevented, AccessRequiresFactor, AccessRequiresFactorEnrollment,
    AccessRequiresFactorLessOften, AccessRequiresFactorMoreOften, AccessRequiresFactorNoLonger,
    AccessRequiresPasskey, AccessRequiresPasskeyEnrollment, AccessRequiresPasskeyNoLonger,
};

type Change = fn(&mut Facts);

const NOTHING: Change = |_| {};
const ANY: Change = |it| it.policy.factor = WantedFactor::Any;
const PASSKEY: Change = |it| it.policy.factor = WantedFactor::Passkey;
const UNASSIGNED: Change = |it| it.assigned = false;

/// An active user with an authenticator app, to whom an application without a policy is assigned.
fn facts(user: Change, application: Change) -> Facts {
    let mut facts = Facts {
        session: None,
        ..open()
    };
    facts.enrolled.passkey = false;
    user(&mut facts);
    application(&mut facts);
    facts
}

fn outcomes(user: Change, before: Change, after: Change) -> Vec<PolicyOutcome> {
    access_outcomes(&facts(user, before), &facts(user, after))
}

fn without_factor(facts: &mut Facts) {
    facts.enrolled.any = false;
}

fn without_mfa(facts: &mut Facts) {
    facts.enrolled.any = false;
    facts.enrolled.may_enroll = false;
}

fn with_passkey(facts: &mut Facts) {
    facts.enrolled.passkey = true;
}

#[test]
fn a_stricter_factor_asks_or_stops_each_user_by_what_they_have() {
    let table: [(Change, PolicyOutcome, PolicyOutcome); 4] = [
        (
            NOTHING,
            AccessRequiresFactor,
            AccessRequiresPasskeyEnrollment,
        ),
        (with_passkey, AccessRequiresFactor, AccessRequiresPasskey),
        (
            without_factor,
            AccessRequiresFactorEnrollment,
            AccessRequiresPasskeyEnrollment,
        ),
        (without_mfa, AccessPrevented, AccessPrevented),
    ];
    for (user, any, passkey) in table {
        assert_eq!(outcomes(user, NOTHING, ANY), [any]);
        assert_eq!(outcomes(user, NOTHING, PASSKEY), [passkey]);
    }
    let to_passkey = [AccessRequiresPasskey];
    assert_eq!(outcomes(with_passkey, ANY, PASSKEY), to_passkey);
}

#[test]
fn a_weaker_factor_asks_less() {
    let users: [Change; 3] = [NOTHING, with_passkey, without_factor];
    for user in users {
        let no_longer = [AccessRequiresFactorNoLonger];
        assert_eq!(outcomes(user, ANY, NOTHING), no_longer);
        assert_eq!(outcomes(user, PASSKEY, NOTHING), no_longer);
        let weaker = [AccessRequiresPasskeyNoLonger];
        assert_eq!(outcomes(user, PASSKEY, ANY), weaker);
    }
    assert_eq!(outcomes(without_mfa, ANY, NOTHING), [AccessGranted]);
    assert_eq!(outcomes(without_mfa, PASSKEY, ANY), []);
}

#[test]
fn a_factor_that_is_valid_for_another_time_is_asked_for_more_or_less_often() {
    let of = |minutes| {
        let mut facts = facts(NOTHING, ANY);
        facts.policy.freshness = Freshness::from_minutes(minutes);
        facts
    };
    let from_strict = [Some(0), Some(5), Some(60), None];
    for (place, minutes) in from_strict.into_iter().enumerate() {
        for (other, other_minutes) in from_strict.into_iter().enumerate() {
            let (mut before, mut after) = (of(other_minutes), of(minutes));
            let expected: &[PolicyOutcome] = match place.cmp(&other) {
                std::cmp::Ordering::Less => &[AccessRequiresFactorMoreOften],
                std::cmp::Ordering::Greater => &[AccessRequiresFactorLessOften],
                std::cmp::Ordering::Equal => &[],
            };
            assert_eq!(access_outcomes(&before, &after), expected);
            // Only those who are asked notice how often.
            for facts in [&mut before, &mut after] {
                facts.enrolled.any = false;
            }
            assert_eq!(access_outcomes(&before, &after), []);
        }
    }
    let every_time: Change = |it| it.policy.freshness = Freshness::EveryTime;
    assert_eq!(outcomes(NOTHING, NOTHING, every_time), []);
}

#[test]
fn a_user_who_gets_access_also_learns_what_is_asked() {
    let granted = |user: Change, policy: Change| {
        let mut before = facts(user, policy);
        before.assigned = false;
        access_outcomes(&before, &facts(user, policy))
    };
    assert_eq!(granted(NOTHING, NOTHING), [AccessGranted]);
    assert_eq!(granted(NOTHING, ANY), [AccessRequiresFactor, AccessGranted]);
    assert_eq!(
        granted(without_factor, PASSKEY),
        [AccessRequiresPasskeyEnrollment, AccessGranted]
    );
    assert_eq!(granted(without_mfa, ANY), []);
}

#[test]
fn an_application_that_is_switched_off_stops_those_whom_it_is_assigned_to() {
    let off: Change = |it| it.application_enabled = false;
    assert_eq!(outcomes(NOTHING, NOTHING, off), [AccessPrevented]);
    assert_eq!(outcomes(NOTHING, off, NOTHING), [AccessGranted]);
    assert_eq!(outcomes(UNASSIGNED, NOTHING, off), []);
    assert_eq!(outcomes(UNASSIGNED, off, NOTHING), []);
}

#[test]
fn an_unverified_email_stops_whom_the_application_identifies_by_it() {
    let unverified: Change = |it| it.email = EmailProof::Unverified;
    let asserted: Change = |it| it.request.asserts_email = true;
    assert_eq!(outcomes(unverified, NOTHING, asserted), [AccessPrevented]);
    assert_eq!(outcomes(NOTHING, NOTHING, asserted), []);
    // Also if the factor would be asked for before that is noticed.
    let both: Change = |it| {
        it.policy.factor = WantedFactor::Any;
        it.request.asserts_email = true;
    };
    assert_eq!(outcomes(unverified, NOTHING, both), [AccessPrevented]);
}

#[test]
fn a_user_who_cannot_sign_in_now_is_affected_later() {
    let later: [Change; 7] = [
        |it| it.account = AccountStatus::Locked(None),
        |it| it.account = AccountStatus::Locked(Some(it.now)),
        |it| it.account = AccountStatus::Invited,
        |it| it.account = AccountStatus::InvitationExpired,
        |it| it.account = AccountStatus::PasswordExpired,
        |it| it.account = AccountStatus::TemporaryPassword,
        |it| it.terms = TermsAcceptance::Due,
    ];
    for user in later {
        assert_eq!(outcomes(user, NOTHING, UNASSIGNED), [AccessPrevented]);
        assert_eq!(outcomes(user, NOTHING, ANY), [AccessRequiresFactor]);
        assert_eq!(outcomes(user, UNASSIGNED, NOTHING), [AccessGranted]);
        assert_eq!(outcomes(user, NOTHING, NOTHING), []);
    }
    // An administrator decides about these.
    let stopped: [Change; 3] = [
        |it| it.account = AccountStatus::Suspended,
        |it| it.account = AccountStatus::Staged,
        |it| it.organization_enabled = false,
    ];
    for user in stopped {
        assert_eq!(outcomes(user, NOTHING, UNASSIGNED), []);
        assert_eq!(outcomes(user, NOTHING, PASSKEY), []);
    }
}

#[test]
fn a_lock_that_begins_to_count_stops_whom_it_locks() {
    let locks: Change = |it| it.account = AccountStatus::Locked(None);
    assert_eq!(outcomes(NOTHING, NOTHING, locks), [AccessPrevented]);
    assert_eq!(outcomes(NOTHING, locks, NOTHING), [AccessGranted]);
    // What else changes is what they notice after the lock.
    let asks: Change = |it| {
        it.account = AccountStatus::Locked(None);
        it.policy.factor = WantedFactor::Any;
    };
    assert_eq!(outcomes(NOTHING, locks, asks), [AccessRequiresFactor]);
}

#[test]
fn the_proofs_of_a_session_do_not_matter() {
    let proved: Change = |it| it.session = open().session;
    assert_eq!(outcomes(proved, NOTHING, ANY), [AccessRequiresFactor]);
}
