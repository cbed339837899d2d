use super::{Policies, PolicyOutcome, PreviewedAccount};
use crate::account::AccountKind;
use crate::mfa::{MfaPolicy, MfaRequirement};
use crate::password_aging::{AgingPolicy, ComplianceDeadline};
use crate::passwords::PasswordPolicy;
use crate::sign_in::{SignInFacts, WaysIn};
use crate::state::UserState;
use crate::status::{ExpiryReason, Lock, LockReason, PasswordFacts};
use crate::time::Timestamp;

type Change = fn(&mut PreviewedAccount);
type ChangePolicies = fn(&mut Policies);

const NOW: Timestamp = day(1_000);
const VERIFIED: WaysIn = WaysIn {
    password_is_verified: true,
    known_browser: false,
    passkey: false,
};
const REFUSED: WaysIn = WaysIn {
    password_is_verified: false,
    ..VERIFIED
};

const fn day(count: i64) -> Timestamp {
    Timestamp::from_unix_millis(count * 24 * 60 * 60 * 1000)
}

/// An active user whose password is 100 days old.
fn account(change: Change) -> PreviewedAccount {
    let mut account = PreviewedAccount {
        kind: AccountKind::User,
        sign_in: SignInFacts {
            organization_suspended: false,
            state: UserState::Active,
            password: PasswordFacts {
                set_at: Some(day(900)),
                ..PasswordFacts::default()
            },
            temporary: false,
            terms_due: false,
        },
        expiry_reason: None,
        never_expires: false,
        mfa_override: None,
        enrolled_at: None,
    };
    change(&mut account);
    account
}

fn policies(change: ChangePolicies) -> Policies {
    let mut policies = Policies {
        passwords: PasswordPolicy::default(),
        aging: AgingPolicy::default(),
        deadline: None,
        mfa: MfaPolicy::default(),
    };
    change(&mut policies);
    policies
}

fn expire_after(policies: &mut Policies, days: u16) {
    policies.aging.has_maximum_age = true;
    policies.aging.maximum_age_days = days;
}

fn expires(account: &mut PreviewedAccount, at: i64) {
    account.sign_in.password.expires_at = Some(day(at));
    account.expiry_reason = Some(ExpiryReason::Age);
}

fn outcomes(account: Change, before: ChangePolicies, after: ChangePolicies) -> Vec<PolicyOutcome> {
    let (before, after) = (policies(before), policies(after));
    self::account(account).outcomes((&before, VERIFIED), (&after, VERIFIED), NOW)
}

fn deadline(policies: &mut Policies) {
    policies.deadline = Some(ComplianceDeadline {
        since: NOW,
        by: day(1_003),
    });
}

#[test]
fn a_password_has_one_outcome_for_its_expiry() {
    use PolicyOutcome::{
        PasswordExpiresByDeadline, PasswordExpiresEarlier, PasswordExpiresLater,
        PasswordExpiresNow, PasswordExpiresSoon, PasswordNoLongerExpired,
    };
    type Row = (
        Change,
        ChangePolicies,
        ChangePolicies,
        &'static [PolicyOutcome],
    );
    let table: [Row; 14] = [
        (
            |_| {},
            |_| {},
            |it| expire_after(it, 100),
            &[PasswordExpiresNow],
        ),
        (
            |_| {},
            |_| {},
            |it| expire_after(it, 101),
            &[PasswordExpiresSoon],
        ),
        (
            |_| {},
            |_| {},
            |it| expire_after(it, 107),
            &[PasswordExpiresSoon],
        ),
        (
            |_| {},
            |_| {},
            |it| expire_after(it, 108),
            &[PasswordExpiresEarlier],
        ),
        // An exempt password does not age, but must comply.
        (
            |it| it.never_expires = true,
            |_| {},
            |it| expire_after(it, 50),
            &[],
        ),
        (
            |it| it.never_expires = true,
            |_| {},
            deadline,
            &[PasswordExpiresByDeadline],
        ),
        (|_| {}, |_| {}, deadline, &[PasswordExpiresByDeadline]),
        (
            |it| expires(it, 1_080),
            |it| expire_after(it, 180),
            |it| expire_after(it, 120),
            &[PasswordExpiresEarlier],
        ),
        // It expired soon before, too.
        (
            |it| expires(it, 1_005),
            |it| expire_after(it, 105),
            |it| expire_after(it, 103),
            &[PasswordExpiresEarlier],
        ),
        (
            |it| expires(it, 1_005),
            |it| expire_after(it, 105),
            |it| expire_after(it, 120),
            &[PasswordExpiresLater],
        ),
        (
            |it| expires(it, 1_005),
            |it| expire_after(it, 105),
            |_| {},
            &[PasswordExpiresLater],
        ),
        (
            |it| expires(it, 990),
            |it| expire_after(it, 90),
            |_| {},
            &[PasswordNoLongerExpired],
        ),
        // A deadline revives nothing.
        (
            |it| expires(it, 990),
            |it| expire_after(it, 90),
            |it| {
                expire_after(it, 90);
                deadline(it);
            },
            &[],
        ),
        (
            |it| it.sign_in.password.set_at = None,
            |_| {},
            |it| expire_after(it, 1),
            &[],
        ),
    ];
    for (number, (account, before, after, expected)) in table.into_iter().enumerate() {
        assert_eq!(outcomes(account, before, after), expected, "row {number}");
    }
}

#[test]
fn a_new_requirement_starts_periods_and_its_end_ends_them() {
    use PolicyOutcome::{
        FactorNoLongerRequired, FactorRequiredAgain, MfaEnrollmentBegins, MfaEnrollmentBeginsLater,
        MfaEnrollmentEnds, MfaLockEnds, PasswordResetAllowed, PasswordResetRefused, SignInRestored,
    };
    let require: ChangePolicies = |it| it.mfa.users = MfaRequirement::Required;
    let off: ChangePolicies = |it| it.mfa.users = MfaRequirement::Off;
    type Row = (
        Change,
        ChangePolicies,
        ChangePolicies,
        &'static [PolicyOutcome],
    );
    let table: [Row; 10] = [
        (
            |_| {},
            |_| {},
            require,
            &[MfaEnrollmentBegins, PasswordResetRefused],
        ),
        (
            |_| {},
            |_| {},
            |it| {
                it.mfa.users = MfaRequirement::Required;
                it.mfa.unenrolled_may_reset = true;
            },
            &[MfaEnrollmentBegins],
        ),
        (
            |it| it.sign_in.password.set_at = None,
            |_| {},
            require,
            &[MfaEnrollmentBeginsLater],
        ),
        (
            |it| it.sign_in.state = UserState::Suspended,
            |_| {},
            require,
            &[MfaEnrollmentBeginsLater],
        ),
        // Those who have a factor, or whose own requirement differs, are not affected.
        (|it| it.enrolled_at = Some(NOW), |_| {}, require, &[]),
        (
            |it| it.mfa_override = Some(MfaRequirement::Optional),
            |_| {},
            require,
            &[],
        ),
        (
            |it| it.sign_in.password.enroll_by = Some(day(1_002)),
            require,
            |_| {},
            &[MfaEnrollmentEnds, PasswordResetAllowed],
        ),
        (
            |it| it.sign_in.password.enroll_by = Some(NOW),
            require,
            |_| {},
            &[MfaLockEnds, PasswordResetAllowed, SignInRestored],
        ),
        (
            |it| it.enrolled_at = Some(NOW),
            |_| {},
            off,
            &[FactorNoLongerRequired],
        ),
        (
            |it| it.enrolled_at = Some(NOW),
            off,
            |_| {},
            &[FactorRequiredAgain],
        ),
    ];
    for (number, (account, before, after, expected)) in table.into_iter().enumerate() {
        assert_eq!(outcomes(account, before, after), expected, "row {number}");
    }
}

#[test]
fn a_period_that_has_begun_keeps_its_end() {
    let running = |it: &mut PreviewedAccount| it.sign_in.password.enroll_by = Some(day(1_002));
    let shorter = outcomes(
        running,
        |it| it.mfa.users = MfaRequirement::Required,
        |it| {
            it.mfa.users = MfaRequirement::Required;
            it.mfa.enrollment_days = 1;
        },
    );
    assert_eq!(shorter, []);
}

#[test]
fn stricter_requirements_leave_open_what_a_hash_does_not_say() {
    let longer: ChangePolicies = |it| it.passwords.min_length = 20;
    let unchecked = [PolicyOutcome::PasswordUnchecked];
    assert_eq!(outcomes(|_| {}, |_| {}, longer), unchecked);
    assert_eq!(outcomes(|_| {}, longer, |_| {}), []);
    let none: Change = |it| it.sign_in.password.set_at = None;
    assert_eq!(outcomes(none, |_| {}, longer), []);
    // What must be replaced will meet them.
    let temporary: Change = |it| it.sign_in.temporary = true;
    assert_eq!(outcomes(temporary, |_| {}, longer), []);
    let dated = outcomes(
        |_| {},
        |_| {},
        |it| {
            it.passwords.min_length = 20;
            deadline(it);
        },
    );
    assert_eq!(dated, [PolicyOutcome::PasswordExpiresByDeadline]);
    let administrator: Change = |it| it.kind = AccountKind::Administrator;
    assert_eq!(outcomes(administrator, |_| {}, longer), []);
}

#[test]
fn a_minimum_age_decides_who_may_change_the_password() {
    let keep: ChangePolicies = |it| {
        it.aging.has_minimum_age = true;
        it.aging.minimum_age_days = 101;
    };
    let refused = [PolicyOutcome::PasswordChangeRefused];
    assert_eq!(outcomes(|_| {}, |_| {}, keep), refused);
    let allowed = [PolicyOutcome::PasswordChangeAllowed];
    assert_eq!(outcomes(|_| {}, keep, |_| {}), allowed);
}

#[test]
fn a_limit_that_is_reached_refuses_the_password() {
    let policies = policies(|_| {});
    let now = |was, is| account(|_| {}).outcomes((&policies, was), (&policies, is), NOW);
    let known = WaysIn {
        known_browser: true,
        ..REFUSED
    };
    assert_eq!(now(VERIFIED, REFUSED), [PolicyOutcome::SignInPrevented]);
    assert_eq!(
        now(VERIFIED, known),
        [PolicyOutcome::SignInOnlyKnownBrowsers]
    );
    assert_eq!(now(known, REFUSED), [PolicyOutcome::SignInPrevented]);
    for before in [REFUSED, known] {
        assert_eq!(now(before, VERIFIED), [PolicyOutcome::SignInRestored]);
    }
}

#[test]
fn a_passkey_counts_only_while_factors_are_asked_for() {
    let locked = account(|it| {
        it.enrolled_at = Some(NOW);
        it.sign_in.password.lock = Some(Lock {
            reason: LockReason::FailedPasswordAttempts,
            at: NOW,
            until: None,
        });
    });
    let ways = WaysIn {
        passkey: true,
        ..REFUSED
    };
    let (optional, off) = (
        policies(|_| {}),
        policies(|it| it.mfa.users = MfaRequirement::Off),
    );
    let outcomes = locked.outcomes((&optional, ways), (&off, ways), NOW);
    let expected = [
        PolicyOutcome::SignInPrevented,
        PolicyOutcome::FactorNoLongerRequired,
    ];
    assert_eq!(outcomes, expected);
}

#[test]
fn nothing_happens_to_anybody_without_a_change() {
    let all: [Change; 6] = [
        |_| {},
        |it| it.sign_in.state = UserState::Staged,
        |it| expires(it, 990),
        |it| it.sign_in.password.enroll_by = Some(NOW),
        |it| it.enrolled_at = Some(NOW),
        |it| it.kind = AccountKind::Administrator,
    ];
    let same: [ChangePolicies; 3] = [
        |_| {},
        |it| expire_after(it, 50),
        |it| it.mfa.users = MfaRequirement::Required,
    ];
    for account in all {
        for policies in same {
            assert_eq!(outcomes(account, policies, policies), []);
        }
    }
}
