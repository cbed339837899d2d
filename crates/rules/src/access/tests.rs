mod properties;

use std::time::Duration;

use super::*;
use crate::account_status::AccountStatus;
use crate::resource::AfterLoss;
use crate::state::UserState;
use crate::status::{Lock, LockReason, PasswordFacts};
use crate::time::Timestamp;

/// What changes one fact.
type Change = fn(&mut Facts);

const MINUTE: Duration = Duration::from_secs(60);

fn at(minute: u64) -> Timestamp {
    Timestamp::from_unix_millis(0).plus(MINUTE * u32::try_from(minute).unwrap())
}

/// A user for whom everything opens, at minute 100, in a session that began at minute 50 with a
/// passkey.
pub(crate) fn open() -> Facts {
    Facts {
        now: at(100),
        organization_enabled: true,
        account: AccountStatus::Active,
        terms: TermsAcceptance::Settled,
        email: EmailProof::Verified,
        application_enabled: true,
        assigned: true,
        policy: AccessPolicy {
            factor: WantedFactor::None,
            freshness: Freshness::OncePerSession,
        },
        enrolled: Enrolled {
            any: true,
            passkey: true,
            may_enroll: true,
        },
        session: Some(SessionFacts {
            authenticated_at: at(50),
            factor_at: Some(at(50)),
            passkey_at: Some(at(50)),
        }),
        request: RequestFacts::default(),
    }
}

fn refused(change: impl FnOnce(&mut Facts)) -> Decision {
    let mut facts = open();
    change(&mut facts);
    may_open(&facts)
}

#[test]
fn each_obstacle_has_its_own_reason() {
    use Refusal::{
        AccountLocked, AccountPending, AccountStaged, AccountSuspended, ApplicationDisabled,
        NotAssigned, OrganizationDisabled, PasswordExpired, PasswordTemporary,
    };
    assert_eq!(may_open(&open()), Decision::Open);
    let accounts = [
        (AccountStatus::Suspended, AccountSuspended),
        (AccountStatus::Staged, AccountStaged),
        (AccountStatus::Locked(None), AccountLocked),
        (AccountStatus::Locked(Some(at(200))), AccountLocked),
        (AccountStatus::Invited, AccountPending),
        (AccountStatus::InvitationExpired, AccountPending),
        (AccountStatus::PasswordExpired, PasswordExpired),
        (AccountStatus::TemporaryPassword, PasswordTemporary),
    ];
    for (account, reason) in accounts {
        let decision = refused(|facts| facts.account = account);
        assert_eq!(decision, Decision::Refuse(reason));
    }
    assert_eq!(
        refused(|facts| facts.organization_enabled = false),
        Decision::Refuse(OrganizationDisabled)
    );
    assert_eq!(
        refused(|facts| facts.application_enabled = false),
        Decision::Refuse(ApplicationDisabled)
    );
    assert_eq!(
        refused(|facts| facts.assigned = false),
        Decision::Refuse(NotAssigned)
    );
}

#[test]
fn the_first_obstacle_decides_and_all_are_explained() {
    let mut facts = open();
    facts.organization_enabled = false;
    facts.account = AccountStatus::Suspended;
    facts.application_enabled = false;
    facts.assigned = false;
    facts.policy.factor = WantedFactor::Passkey;
    facts.enrolled.passkey = false;
    facts.session = None;
    let mends: [Change; 5] = [
        |facts| facts.organization_enabled = true,
        |facts| facts.account = AccountStatus::PasswordExpired,
        |facts| facts.application_enabled = true,
        |facts| facts.assigned = true,
        |facts| facts.enrolled.passkey = true,
    ];
    let order = [
        Decision::Refuse(Refusal::OrganizationDisabled),
        Decision::Refuse(Refusal::AccountSuspended),
        Decision::Refuse(Refusal::ApplicationDisabled),
        Decision::Refuse(Refusal::NotAssigned),
        Decision::StepUp(StepUp::EnrollPasskey),
    ];
    for (mend, decision) in mends.into_iter().zip(order) {
        assert_eq!(may_open(&facts), decision);
        assert!(explain(&facts).iter().any(|(_, one)| *one == decision));
        mend(&mut facts);
    }
    assert_eq!(may_open(&facts), Decision::StepUp(StepUp::Passkey));
    facts.session = open().session;
    assert_eq!(may_open(&facts), Decision::Refuse(Refusal::PasswordExpired));
    let checks = explain(&facts).map(|(check, _)| check);
    assert_eq!(checks, Check::ALL);
}

#[test]
fn a_lock_after_wrong_passwords_counts_if_the_application_says_so() {
    let now = at(100);
    let set = PasswordFacts {
        set_at: Some(at(1)),
        ..PasswordFacts::default()
    };
    for reason in LockReason::ALL {
        let lock = Some(Lock {
            reason,
            at: at(99),
            until: None,
        });
        let locked = PasswordFacts { lock, ..set };
        let under = |on_lock| status(on_lock, (UserState::Active, &locked), false, now);
        let maintained = if reason.refuses_strangers_only() {
            AccountStatus::Active
        } else {
            AccountStatus::Locked(None)
        };
        assert_eq!(under(AfterLoss::Maintain), maintained, "{reason:?}");
        let removed = AccountStatus::Locked(None);
        assert_eq!(under(AfterLoss::Remove), removed, "{reason:?}");
    }
    let overdue = PasswordFacts {
        enroll_by: Some(now),
        ..set
    };
    for on_lock in AfterLoss::ALL {
        assert_eq!(
            status(on_lock, (UserState::Active, &overdue), false, now),
            AccountStatus::Locked(None)
        );
        assert_eq!(
            status(on_lock, (UserState::Active, &set), true, now),
            AccountStatus::TemporaryPassword
        );
    }
}

#[test]
fn a_missing_factor_is_enrolled_or_refused() {
    let nothing = Enrolled {
        any: false,
        passkey: false,
        may_enroll: true,
    };
    let app = Enrolled {
        any: true,
        ..nothing
    };
    let table = [
        (WantedFactor::None, nothing, None),
        (WantedFactor::Any, app, None),
        (
            WantedFactor::Any,
            nothing,
            Some((StepUp::EnrollFactor, Refusal::FactorMissing)),
        ),
        (
            WantedFactor::Passkey,
            app,
            Some((StepUp::EnrollPasskey, Refusal::PasskeyMissing)),
        ),
    ];
    for (factor, enrolled, expected) in table {
        for may_enroll in [true, false] {
            let decision = refused(|facts| {
                facts.policy.factor = factor;
                facts.enrolled = Enrolled {
                    may_enroll,
                    ..enrolled
                };
            });
            let expected = match expected {
                None => Decision::Open,
                Some((step_up, _)) if may_enroll => Decision::StepUp(step_up),
                Some((_, refusal)) => Decision::Refuse(refusal),
            };
            assert_eq!(decision, expected, "{factor:?} {enrolled:?}");
        }
    }
}

#[test]
fn a_factor_is_good_for_as_long_as_the_policy_says() {
    let within = |minutes| Freshness::from_minutes(Some(minutes));
    let once = Freshness::from_minutes(None);
    let every = Freshness::from_minutes(Some(0));
    // The factor was given at minute 50, and it is minute 100.
    let table = [
        (once, None, true),
        (within(51), None, true),
        (within(50), None, false),
        (within(1), None, false),
        (every, None, false),
        (every, Some(at(49)), true),
        (every, Some(at(50)), false),
        (every, Some(at(51)), false),
    ];
    for (freshness, asked_at, opens) in table {
        for (factor, step_up) in [
            (WantedFactor::Any, StepUp::Factor),
            (WantedFactor::Passkey, StepUp::Passkey),
        ] {
            let decision = refused(|facts| {
                facts.policy = AccessPolicy { factor, freshness };
                facts.request.asked_at = asked_at;
            });
            let expected = if opens {
                Decision::Open
            } else {
                Decision::StepUp(step_up)
            };
            assert_eq!(decision, expected, "{freshness:?} {asked_at:?}");
        }
    }
    // A code is no passkey, and a session without a factor has given neither.
    let code = refused(|facts| {
        facts.policy.factor = WantedFactor::Passkey;
        facts.session = open().session.map(|session| SessionFacts {
            passkey_at: None,
            ..session
        });
    });
    assert_eq!(code, Decision::StepUp(StepUp::Passkey));
    let password = refused(|facts| {
        facts.policy.factor = WantedFactor::Any;
        facts.session = open().session.map(|session| SessionFacts {
            factor_at: None,
            passkey_at: None,
            ..session
        });
    });
    assert_eq!(password, Decision::StepUp(StepUp::Factor));
}

#[test]
fn a_request_can_ask_to_sign_in_again() {
    let again = Decision::StepUp(StepUp::SignIn);
    let request = |request: RequestFacts| refused(|facts| facts.request = request);
    let asks = RequestFacts {
        sign_in_again: true,
        ..RequestFacts::default()
    };
    assert_eq!(request(asks), again);
    let since = |minute| Some(at(minute));
    let asked_at = since(50);
    assert_eq!(request(RequestFacts { asked_at, ..asks }), again);
    let asked_at = since(49);
    assert_eq!(request(RequestFacts { asked_at, ..asks }), Decision::Open);
    for (minutes, opens) in [(51, true), (50, false), (0, false)] {
        let decision = request(RequestFacts {
            max_age: Some(MINUTE * minutes),
            ..RequestFacts::default()
        });
        assert_eq!(decision == Decision::Open, opens, "{minutes} {decision:?}");
    }
    // A sign-in for this request is young enough for any age.
    let now = request(RequestFacts {
        max_age: Some(Duration::ZERO),
        asked_at,
        ..RequestFacts::default()
    });
    assert_eq!(now, Decision::Open);
}

#[test]
fn a_user_who_is_not_there_would_be_asked_to_sign_in_if_the_request_says_so() {
    for (sign_in_again, max_age, decision) in [
        (false, None, Decision::Open),
        (true, None, Decision::StepUp(StepUp::SignIn)),
        (false, Some(MINUTE), Decision::StepUp(StepUp::SignIn)),
        (true, Some(MINUTE), Decision::StepUp(StepUp::SignIn)),
    ] {
        let asked = refused(|facts| {
            facts.session = None;
            facts.request.sign_in_again = sign_in_again;
            facts.request.max_age = max_age;
        });
        assert_eq!(asked, decision, "{sign_in_again} {max_age:?}");
    }
}

#[test]
fn an_unverified_email_matters_only_where_it_is_asserted() {
    let decision = |email, asserts_email| {
        refused(|facts| {
            facts.email = email;
            facts.request.asserts_email = asserts_email;
        })
    };
    let (verified, unverified) = (EmailProof::Verified, EmailProof::Unverified);
    for (email, asserts_email) in [(verified, true), (verified, false), (unverified, false)] {
        assert_eq!(decision(email, asserts_email), Decision::Open);
    }
    let refusal = Decision::Refuse(Refusal::EmailUnverified);
    assert_eq!(decision(unverified, true), refusal);
}

#[test]
fn terms_are_asked_for_when_an_application_opens_and_not_while_it_is_open() {
    let mut facts = open();
    facts.terms = TermsAcceptance::Due;
    assert_eq!(may_open(&facts), Decision::StepUp(StepUp::AcceptTerms));
    assert_eq!(may_continue(&facts), Decision::Open);
    facts.session = None;
    assert_eq!(may_open(&facts), Decision::StepUp(StepUp::AcceptTerms));
    // Nobody is asked to accept anything for an application that does not open.
    facts.assigned = false;
    assert_eq!(may_open(&facts), Decision::Refuse(Refusal::NotAssigned));
}

#[test]
fn what_is_open_goes_on_without_a_factor_but_not_without_an_assignment() {
    let mut facts = open();
    facts.policy.factor = WantedFactor::Passkey;
    facts.policy.freshness = Freshness::EveryTime;
    facts.enrolled.passkey = false;
    facts.enrolled.may_enroll = false;
    facts.session = None;
    assert_eq!(may_continue(&facts), Decision::Open);
    assert_ne!(may_open(&facts), Decision::Open);
    let obstacles: [(Change, Refusal); 5] = [
        (
            |facts| facts.organization_enabled = false,
            Refusal::OrganizationDisabled,
        ),
        (
            |facts| facts.account = AccountStatus::Suspended,
            Refusal::AccountSuspended,
        ),
        (
            |facts| facts.application_enabled = false,
            Refusal::ApplicationDisabled,
        ),
        (|facts| facts.assigned = false, Refusal::NotAssigned),
        (
            |facts| facts.account = AccountStatus::PasswordExpired,
            Refusal::PasswordExpired,
        ),
    ];
    for (hinder, reason) in obstacles {
        let mut facts = facts;
        hinder(&mut facts);
        assert_eq!(may_continue(&facts), Decision::Refuse(reason));
    }
}
