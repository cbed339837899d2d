use super::*;

const NOW: Timestamp = Timestamp::from_unix_millis(1_000_000_000);

fn policy() -> LockoutPolicy {
    LockoutPolicy {
        failed_password_attempts: 3,
        ..LockoutPolicy::default()
    }
}

#[test]
fn only_the_last_attempt_that_is_left_may_lock() {
    let mut attempts = Attempts::default();
    let taken = |may_verify, may_lock| Taken {
        may_verify,
        may_lock,
    };
    let policy = policy();
    assert_eq!(attempts.take(&policy, NOW), taken(true, false));
    assert_eq!(attempts.take(&policy, NOW), taken(true, false));
    assert_eq!(attempts.take(&policy, NOW), taken(true, true));
    // A crash lost the lock: the next attempt locks.
    assert_eq!(attempts.take(&policy, NOW), taken(false, true));
    assert_eq!(attempts.passwords, 3);
}

#[test]
fn wrong_factors_use_up_the_attempts_only_where_they_count_together() {
    let mut attempts = Attempts {
        factors: 3,
        ..Attempts::default()
    };
    assert!(attempts.take(&policy(), NOW).may_verify);
    let together = LockoutPolicy {
        counts_together: true,
        ..policy()
    };
    assert!(!attempts.take(&together, NOW).may_verify);
}

#[test]
fn during_a_lock_a_few_passwords_are_verified() {
    let mut attempts = Attempts {
        passwords: 3,
        locked: true,
        ..Attempts::default()
    };
    let every = VERIFIED_WHILE_LOCKED_EVERY;
    let mut at = |after| attempts.take(&policy(), NOW.plus(after)).may_verify;
    assert!(at(Duration::ZERO));
    assert!(!at(every / 2));
    assert!(at(every));
    assert!(!at(every));
    assert!(at(every * 2));
    // That was the last verification, unless the lock is a long one.
    assert!(!at(every * 100));
    assert!(at(every * 2 + LONGEST_LOCK));
    assert_eq!(attempts.passwords, 3);
    assert_eq!(attempts.wrong_passwords, 4);
}

/// A lock that began at [`NOW`], and the time at which it ends.
type LockOf = Option<Option<Timestamp>>;

#[test]
fn attempts_are_forgotten_after_the_period_and_with_the_lock() {
    let policy = LockoutPolicy {
        forgets: true,
        forgets_after_minutes: 5,
        ..policy()
    };
    let end = NOW.plus(Duration::from_secs(5 * 60));
    let last = Duration::from_millis(1);
    let (before, after) = (end.minus(last), end.plus(last));
    let table: [(LockOf, Timestamp, bool, bool); 7] = [
        (None, before, false, true),
        (None, end, false, false),
        // A lock keeps them.
        (Some(None), end, true, true),
        (Some(Some(after)), end, true, true),
        (Some(Some(end)), before, true, true),
        (Some(Some(end)), end, false, false),
        (Some(Some(before)), before, false, false),
    ];
    for (lock, at, locked, counted) in table {
        let columns = AttemptColumns {
            failed_password_attempts: 2,
            wrong_passwords: 7,
            failed_factor_attempts: 1,
            wrong_factors: 8,
            last_attempt_at: Some(NOW),
            verified_while_locked: 0,
            locked_at: lock.map(|_| NOW),
            locked_until: lock.flatten(),
        };
        let attempts = Attempts::of(columns, &policy, at);
        let expected = if counted { (2, 1) } else { (0, 0) };
        let counts = (attempts.passwords, attempts.factors);
        assert_eq!(counts, expected, "{lock:?} {at}");
        assert_eq!(attempts.locked, locked, "{lock:?} {at}");
        // Those in all are never forgotten.
        let in_all = (attempts.wrong_passwords, attempts.wrong_factors);
        assert_eq!(in_all, (7, 8));
    }
}

#[test]
fn a_hundred_wrong_passwords_are_the_last_even_where_nothing_locks() {
    let policy = LockoutPolicy {
        locks: false,
        forgets: true,
        ..policy()
    };
    let mut attempts = Attempts::default();
    for n in 1..=MOST_WRONG_PASSWORDS {
        let taken = attempts.take(&policy, NOW);
        let last = n == MOST_WRONG_PASSWORDS;
        assert!(taken.may_verify && taken.may_lock == last, "{n}");
    }
    assert!(!attempts.take(&policy, NOW).may_verify);
    attempts.locked = true;
    assert!(!attempts.take(&policy, NOW).may_verify);
}
