use super::{Circumstances, Proved, SignInFactKind, SignInFacts, SignInRemedy, explain};
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
                            state,
                            password,
                            temporary,
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
        state: UserState::Active,
        password: PasswordFacts {
            set_at: Some(PAST),
            expires_at: Some(PAST),
            ..PasswordFacts::default()
        },
        temporary: false,
    };
    let unverified = Circumstances {
        email_unverified: true,
        ..VERIFIED
    };
    let explained = explain(&facts, unverified, NOW);
    assert_eq!(explained[0].remedies, [SignInRemedy::SetTemporaryPassword]);
    assert_eq!(explained[1].kind, SignInFactKind::EmailUnverified);
}
