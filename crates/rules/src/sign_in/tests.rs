mod terms;
mod verification;

use super::{
    Circumstances, Next, Obstacle, Proved, ReplaceReason, SignInFactKind, SignInFacts,
    SignInRefusal, SignInRemedy, explain,
};
use crate::role::Role;
use crate::state::UserState;
use crate::status::{Lock, LockReason, PasswordFacts};
use crate::time::Timestamp;

const PAST: Timestamp = Timestamp::from_unix_millis(1_000);
const NOW: Timestamp = Timestamp::from_unix_millis(2_000);
const FUTURE: Timestamp = Timestamp::from_unix_millis(3_000);
const VERIFIED: Circumstances = Circumstances {
    password_is_verified: true,
    email_unverified: false,
};
/// An account without obstacles.
const OPEN: SignInFacts = SignInFacts {
    organization_suspended: false,
    state: UserState::Active,
    password: PasswordFacts {
        set_at: Some(PAST),
        expires_at: None,
        lock: None,
        enroll_by: None,
    },
    temporary: false,
    terms_due: false,
};

/// What changes the facts of an account and its circumstances.
type Change = fn(&mut SignInFacts, &mut Circumstances);

fn explained(change: Change) -> Vec<Obstacle> {
    let (mut facts, mut more) = (OPEN, VERIFIED);
    change(&mut facts, &mut more);
    explain(&facts, more, NOW)
}

const fn lock(reason: LockReason, until: Option<Timestamp>) -> Lock {
    Lock {
        reason,
        at: PAST,
        until,
    }
}

fn every_account() -> Vec<SignInFacts> {
    let mut all = Vec::new();
    let locks = LockReason::ALL.map(|reason| {
        Some(Lock {
            reason,
            at: PAST,
            until: Some(FUTURE),
        })
    });
    for state in UserState::ALL {
        for lock in locks.into_iter().chain([None]) {
            for expires_at in [None, Some(PAST), Some(FUTURE)] {
                for enroll_by in [None, Some(PAST), Some(FUTURE)] {
                    for temporary in [false, true] {
                        let password = PasswordFacts {
                            set_at: Some(PAST),
                            expires_at,
                            lock,
                            enroll_by,
                        };
                        all.push(SignInFacts {
                            organization_suspended: false,
                            state,
                            password,
                            temporary,
                            terms_due: false,
                        });
                    }
                }
            }
        }
    }
    all
}

#[test]
fn an_account_is_refused_exactly_if_something_blocks() {
    for facts in every_account() {
        let blocks = explain(&facts, VERIFIED, NOW).iter().any(|it| it.blocks);
        let refusal = facts.refusal(Proved::PasswordOfStranger, NOW);
        assert_eq!(blocks, refusal.is_some(), "{facts:?}");
    }
}

#[test]
fn a_suspended_organization_refuses_everyone() {
    for facts in every_account() {
        let facts = SignInFacts {
            organization_suspended: true,
            ..facts
        };
        for proved in [Proved::PasswordOfStranger, Proved::More] {
            let refusal = facts.refusal(proved, NOW);
            assert_eq!(refusal, Some(SignInRefusal::OrganizationSuspended));
        }
    }
}

#[test]
fn whatever_delays_is_explained() {
    for facts in every_account() {
        let explained = explain(&facts, VERIFIED, NOW);
        let password = explained.iter().any(|it| {
            use SignInFactKind::{PasswordExpired, TemporaryPassword, TemporaryPasswordExpired};
            [PasswordExpired, TemporaryPassword, TemporaryPasswordExpired].contains(&it.kind)
        });
        assert_eq!(password, facts.replacement(NOW).is_some(), "{facts:?}");
    }
}

#[test]
fn a_known_browser_is_never_refused_more_than_a_stranger() {
    for facts in every_account() {
        let known = facts.refusal(Proved::More, NOW);
        let stranger = facts.refusal(Proved::PasswordOfStranger, NOW);
        assert!(known.is_none() || stranger.is_some(), "{facts:?}");
    }
}

#[test]
fn an_expired_password_gets_no_link_to_an_unverified_address() {
    let facts = SignInFacts {
        organization_suspended: false,
        state: UserState::Active,
        password: PasswordFacts {
            set_at: Some(PAST),
            expires_at: Some(PAST),
            ..PasswordFacts::default()
        },
        temporary: false,
        terms_due: false,
    };
    let unverified = Circumstances {
        email_unverified: true,
        ..VERIFIED
    };
    let explained = explain(&facts, unverified, NOW);
    assert_eq!(explained[0].remedies, [SignInRemedy::SetTemporaryPassword]);
    assert_eq!(explained[1].kind, SignInFactKind::EmailUnverified);
}

#[test]
fn an_account_without_obstacles_has_nothing_to_explain() {
    assert_eq!(explained(|_, _| {}), []);
    // Neither has one whose lock has ended.
    let ended = explained(|facts, _| {
        facts.password.lock = Some(lock(LockReason::FailedPasswordAttempts, Some(NOW)));
    });
    assert_eq!(ended, []);
}

#[test]
fn an_obstacle_says_since_when_it_exists_and_until_when() {
    use SignInFactKind::{
        EnrollmentPeriod, Locked, NoPassword, PasswordExpired, Staged, Suspended,
        TemporaryPassword, TemporaryPasswordExpired,
    };
    type Times = (Option<Timestamp>, Option<Timestamp>);
    let table: [(Change, SignInFactKind, bool, Times); 10] = [
        (
            |it, _| it.state = UserState::Suspended,
            Suspended,
            true,
            (None, None),
        ),
        (
            |it, _| it.state = UserState::Staged,
            Staged,
            true,
            (None, None),
        ),
        (
            |it, _| it.password.lock = Some(lock(LockReason::FailedFactorAttempts, Some(FUTURE))),
            Locked,
            true,
            (Some(PAST), Some(FUTURE)),
        ),
        (
            |it, _| it.password.lock = Some(lock(LockReason::Administrator, None)),
            Locked,
            true,
            (Some(PAST), None),
        ),
        (
            |it, _| it.password.enroll_by = Some(NOW),
            Locked,
            true,
            (Some(NOW), None),
        ),
        (
            |it, _| it.password.enroll_by = Some(FUTURE),
            EnrollmentPeriod,
            false,
            (None, Some(FUTURE)),
        ),
        (
            |it, _| it.password.set_at = None,
            NoPassword,
            true,
            (None, None),
        ),
        (
            |it, _| {
                it.temporary = true;
                it.password.expires_at = Some(FUTURE);
            },
            TemporaryPassword,
            false,
            (Some(PAST), Some(FUTURE)),
        ),
        (
            |it, _| {
                it.temporary = true;
                it.password.expires_at = Some(NOW);
            },
            TemporaryPasswordExpired,
            true,
            (Some(NOW), None),
        ),
        (
            |it, _| it.password.expires_at = Some(NOW),
            PasswordExpired,
            false,
            (Some(NOW), None),
        ),
    ];
    for (change, kind, blocks, times) in table {
        let all = explained(change);
        assert_eq!(all.len(), 1, "{all:?}");
        let one = &all[0];
        assert_eq!((one.kind, one.blocks), (kind, blocks));
        assert_eq!((one.since, one.until), times, "{kind:?}");
        assert_eq!(one.lock.is_some(), kind == Locked, "{kind:?}");
    }
}

#[test]
fn the_remedies_of_an_obstacle_are_those_that_help() {
    use SignInRemedy::{
        Activate, ExtendEnrollment, SendActivation, SendEmailVerification, SendPasswordReset,
        SetTemporaryPassword, Unlock,
    };
    let table: [(Change, &[&[SignInRemedy]]); 12] = [
        (|it, _| it.state = UserState::Suspended, &[&[Activate]]),
        (
            |it, _| it.password.lock = Some(lock(LockReason::FailedPasswordAttempts, None)),
            &[&[Unlock]],
        ),
        (
            |it, _| it.password.enroll_by = Some(PAST),
            &[&[ExtendEnrollment]],
        ),
        (
            |it, _| it.password.enroll_by = Some(FUTURE),
            &[&[ExtendEnrollment]],
        ),
        // Unlocking is not enough if the enrollment period has ended too.
        (
            |it, _| {
                it.password.lock = Some(lock(LockReason::Administrator, None));
                it.password.enroll_by = Some(PAST);
            },
            &[&[Unlock], &[ExtendEnrollment]],
        ),
        (|it, _| it.password.set_at = None, &[&[SendActivation]]),
        (
            |it, _| it.password.expires_at = Some(PAST),
            &[&[SendPasswordReset, SetTemporaryPassword]],
        ),
        // No email goes to an account that is not active.
        (
            |it, _| {
                it.state = UserState::Staged;
                it.password.set_at = None;
            },
            &[&[Activate], &[]],
        ),
        (
            |it, _| {
                it.state = UserState::Suspended;
                it.password.expires_at = Some(PAST);
            },
            &[&[Activate], &[SetTemporaryPassword]],
        ),
        (
            |_, more| more.email_unverified = true,
            &[&[SendEmailVerification]],
        ),
        (
            |it, more| {
                it.state = UserState::Suspended;
                more.email_unverified = true;
            },
            &[&[Activate], &[]],
        ),
        (
            |_, more| more.password_is_verified = false,
            &[&[SendPasswordReset, SetTemporaryPassword]],
        ),
    ];
    for (change, expected) in table {
        let all = explained(change);
        let remedies: Vec<_> = all.iter().map(|it| it.remedies.as_slice()).collect();
        assert_eq!(remedies, expected, "{all:?}");
    }
}

#[test]
fn that_no_password_is_verified_matters_only_without_a_lock_and_with_a_password() {
    let kinds = |change| {
        let all: Vec<_> = explained(change).into_iter().map(|it| it.kind).collect();
        all
    };
    let refused = kinds(|_, more| more.password_is_verified = false);
    assert_eq!(refused, [SignInFactKind::PasswordNotVerified]);
    let locked = kinds(|facts, more| {
        facts.password.lock = Some(lock(LockReason::FailedPasswordAttempts, Some(FUTURE)));
        more.password_is_verified = false;
    });
    assert_eq!(locked, [SignInFactKind::Locked]);
    let none = kinds(|facts, more| {
        facts.password.set_at = None;
        more.password_is_verified = false;
    });
    assert_eq!(none, [SignInFactKind::NoPassword]);
}

#[test]
fn the_help_desk_can_use_every_remedy_except_activating_and_changing_the_email() {
    for remedy in SignInRemedy::ALL {
        let helps = Role::HelpDesk.allows(remedy.permission());
        let writes = matches!(remedy, SignInRemedy::Activate | SignInRemedy::ChangeEmail);
        assert_eq!(helps, !writes, "{remedy:?}");
    }
}

#[test]
fn only_a_lock_by_an_administrator_needs_more_than_the_help_desk() {
    for reason in LockReason::ALL {
        let mut facts = OPEN;
        facts.password.lock = Some(lock(reason, None));
        let locked = explain(&facts, VERIFIED, NOW);
        let remedy = locked[0].remedies[0];
        let helps = Role::HelpDesk.allows(locked[0].permission(remedy));
        assert_eq!(helps, reason != LockReason::Administrator, "{reason:?}");
    }
}

#[test]
fn a_factor_is_asked_for_before_a_new_password() {
    let temporary = SignInFacts {
        temporary: true,
        ..OPEN
    };
    let replace = Next::ReplacePassword(ReplaceReason::Temporary);
    for (facts, factor_is_due, next) in [
        (OPEN, false, Next::Complete),
        (OPEN, true, Next::Factor),
        (temporary, false, replace),
        (temporary, true, Next::Factor),
    ] {
        assert_eq!(facts.next(factor_is_due, NOW), next, "{facts:?}");
    }
}

#[test]
fn only_a_temporary_password_that_has_expired_refuses_a_sign_in() {
    for (temporary, expires_at, refuses) in [
        (true, Some(NOW), true),
        (true, Some(FUTURE), false),
        (true, None, false),
        (false, Some(NOW), false),
    ] {
        let mut facts = SignInFacts { temporary, ..OPEN };
        facts.password.expires_at = expires_at;
        let refusal = facts.refusal(Proved::More, NOW);
        let expected = refuses.then_some(SignInRefusal::TemporaryPasswordExpired);
        assert_eq!(refusal, expected, "{facts:?}");
    }
}
