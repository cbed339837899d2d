//! The current policies, one sentence each.

use rules::lockout::LockoutPolicy;
use rules::mfa::{MfaPolicy, MfaRequirement};
use rules::password_aging::AgingPolicy;
use rules::passwords::{MAX_LENGTH, PasswordPolicy};

use super::{count, mfa};

pub const NOW: &str = "Current policy";
pub const RECOVERY_ON: &str =
    "Users can have a recovery email, which also receives their password reset emails.";
pub const RECOVERY_OFF: &str =
    "Users have no recovery email. Password reset emails go to the company email only.";

/// The requirements for users' passwords.
pub fn passwords(policy: &PasswordPolicy) -> String {
    let length = match usize::from(policy.min_length) {
        MAX_LENGTH => MAX_LENGTH.to_string(),
        least => format!("{least} to {MAX_LENGTH}"),
    };
    let kinds = switched_on([
        (policy.require_lower_case, "a lowercase letter"),
        (policy.require_upper_case, "an uppercase letter"),
        (policy.require_number, "a number"),
        (policy.require_special, "a special character"),
    ]);
    let reuse = match policy.remembered_passwords {
        1 => "repeat the current one".to_owned(),
        count => format!("repeat one of the last {count}"),
    };
    let blocked = switched_on([
        (policy.refuse_common, "be a common password"),
        (policy.refuse_sequences, "contain a sequence such as abc"),
        (policy.refuse_reuse, &*reuse),
    ]);
    let including = match &*kinds {
        [] => String::new(),
        kinds => format!(", including {}", list(kinds, "and")),
    };
    let cannot = match &*blocked {
        [] => String::new(),
        blocked => format!(" and can't {}", list(blocked, "or")),
    };
    let comma = if including.is_empty() || cannot.is_empty() {
        ""
    } else {
        ","
    };
    format!("Passwords need {length} characters{including}{comma}{cannot}.")
}

/// How long users can keep a password, and how soon they can change it.
pub fn aging(policy: &AgingPolicy) -> String {
    let expire = if policy.has_maximum_age {
        format!("expire after {}", days(policy.maximum_age_days.into()))
    } else {
        "don't expire".to_owned()
    };
    let change = if policy.has_minimum_age {
        let days = days(policy.minimum_age_days.into());
        format!("can't be changed for {days} after they were set")
    } else {
        "can be changed at any time".to_owned()
    };
    format!("Passwords {expire} and {change}.")
}

/// Who is required to use MFA.
pub fn mfa(policy: &MfaPolicy) -> String {
    let word = |one| mfa::requirement(one).to_lowercase();
    let users = word(policy.users);
    let administrators = word(policy.administrators);
    let period = format!(
        "who have {} to set it up",
        days(policy.enrollment_days.into())
    );
    match (policy.users, policy.administrators) {
        (MfaRequirement::Required, MfaRequirement::Required) => {
            format!("MFA is required for users and administrators, {period}.")
        }
        (MfaRequirement::Required, _) => {
            format!("MFA is required for users, {period}, and {administrators} for administrators.")
        }
        (_, MfaRequirement::Required) => {
            format!("MFA is {users} for users and required for administrators, {period}.")
        }
        (one, other) if one == other => format!("MFA is {users} for users and administrators."),
        _ => format!("MFA is {users} for users and {administrators} for administrators."),
    }
}

/// The effect of failed attempts on users' accounts.
pub fn lockout(policy: &LockoutPolicy) -> String {
    if !policy.locks {
        return "Failed attempts don't lock user accounts; only rate limits slow down guessing."
            .to_owned();
    }
    locks("User", policy)
}

/// The same for administrators' accounts, which always lock.
pub fn administrators_lockout(policy: &LockoutPolicy) -> String {
    locks("Administrator", policy)
}

fn locks(whose: &str, policy: &LockoutPolicy) -> String {
    let (passwords, codes) = (
        policy.failed_password_attempts,
        policy.failed_factor_attempts,
    );
    let attempts = if policy.counts_together {
        format!("{passwords} wrong passwords or MFA codes")
    } else {
        format!("{passwords} wrong passwords or {codes} wrong MFA codes")
    };
    let end = if policy.auto_unlock {
        let minutes = minutes(policy.auto_unlock_minutes);
        format!("unlock automatically after {minutes}")
    } else {
        "stay locked until an administrator unlocks them".to_owned()
    };
    let restart = if policy.forgets {
        let minutes = minutes(policy.forgets_after_minutes);
        format!("; the count starts again after {minutes} without a failed attempt")
    } else {
        String::new()
    };
    let sessions = if policy.ends_sessions {
        ". Every lock ends the account's sessions"
    } else {
        ""
    };
    format!("{whose} accounts lock after {attempts} in a row and {end}{restart}{sessions}.")
}

fn days(n: u64) -> String {
    count(n, "day", "days")
}

fn minutes(n: u32) -> String {
    count(n.into(), "minute", "minutes")
}

/// The words whose switch is on.
fn switched_on<const N: usize>(all: [(bool, &str); N]) -> Vec<&str> {
    all.into_iter()
        .filter_map(|(on, words)| on.then_some(words))
        .collect()
}

/// "a, b and c".
fn list(all: &[&str], word: &str) -> String {
    match all {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [before @ .., last] => format!("{} {word} {last}", before.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_policy_is_one_sentence() {
        let mut policy = PasswordPolicy::default();
        assert_eq!(
            passwords(&policy),
            "Passwords need 12 to 64 characters and can't be a common password."
        );
        policy.require_number = true;
        policy.require_special = true;
        policy.refuse_reuse = true;
        assert_eq!(
            passwords(&policy),
            "Passwords need 12 to 64 characters, including a number and a special character, and \
             can't be a common password or repeat one of the last 3."
        );
        policy.refuse_reuse = false;
        policy.refuse_common = false;
        assert_eq!(
            passwords(&policy),
            "Passwords need 12 to 64 characters, including a number and a special character."
        );
    }

    #[test]
    fn a_switch_that_is_off_is_not_mentioned() {
        let mut policy = AgingPolicy::default();
        assert_eq!(
            aging(&policy),
            "Passwords don't expire and can be changed at any time."
        );
        policy.has_maximum_age = true;
        policy.has_minimum_age = true;
        assert_eq!(
            aging(&policy),
            "Passwords expire after 90 days and can't be changed for 1 day after they were set."
        );
    }

    #[test]
    fn the_enrollment_period_goes_with_the_requirement() {
        let mut policy = MfaPolicy::default();
        assert_eq!(
            mfa(&policy),
            "MFA is optional for users and administrators."
        );
        policy.users = MfaRequirement::Required;
        assert_eq!(
            mfa(&policy),
            "MFA is required for users, who have 7 days to set it up, and optional for \
             administrators."
        );
        policy.users = MfaRequirement::Off;
        assert_eq!(
            mfa(&policy),
            "MFA is off for users and optional for administrators."
        );
    }

    #[test]
    fn a_lock_says_how_it_ends() {
        let mut policy = LockoutPolicy::default();
        assert_eq!(
            lockout(&policy),
            "User accounts lock after 6 wrong passwords or 6 wrong MFA codes in a row and unlock \
             automatically after 10 minutes."
        );
        policy.auto_unlock = false;
        policy.counts_together = true;
        policy.forgets = true;
        policy.ends_sessions = true;
        assert_eq!(
            lockout(&policy),
            "User accounts lock after 6 wrong passwords or MFA codes in a row and stay locked \
             until an administrator unlocks them; the count starts again after 30 minutes without \
             a failed attempt. Every lock ends the account's sessions."
        );
    }
}
