use super::{MAX_LENGTH, Owner, PasswordPolicy, Rule, RuleStatus};
use crate::mfa::MfaRequirement;

/// What changes one field of a policy.
type Change = fn(&mut PasswordPolicy);

/// A policy without any switch.
fn plain() -> PasswordPolicy {
    PasswordPolicy {
        refuse_common: false,
        ..PasswordPolicy::default()
    }
}

fn changed(change: Change) -> PasswordPolicy {
    let mut policy = plain();
    change(&mut policy);
    policy
}

#[test]
fn whatever_refuses_a_password_tightens_and_loosens_a_policy() {
    let tighter: [(&str, Change); 7] = [
        ("length", |it| it.min_length = 13),
        ("lowercase", |it| it.require_lower_case = true),
        ("uppercase", |it| it.require_upper_case = true),
        ("number", |it| it.require_number = true),
        ("special", |it| it.require_special = true),
        ("sequences", |it| it.refuse_sequences = true),
        ("common", |it| it.refuse_common = true),
    ];
    for (name, change) in tighter {
        let tight = changed(change);
        assert!(tight.is_tighter_than(&plain()), "{name}");
        assert!(!plain().is_tighter_than(&tight), "{name}, in reverse");
        assert!(!tight.is_tighter_than(&tight), "{name}, unchanged");
        assert!(plain().is_weaker_than(&tight), "{name}");
        assert!(!tight.is_weaker_than(&plain()), "{name}, in reverse");
        assert!(!tight.is_weaker_than(&tight), "{name}, unchanged");
    }
}

#[test]
fn a_policy_that_refuses_other_passwords_is_both_tighter_and_weaker() {
    let long = changed(|it| it.min_length = 16);
    let mixed = changed(|it| it.require_number = true);
    assert!(mixed.is_tighter_than(&long));
    assert!(mixed.is_weaker_than(&long));
}

#[test]
fn a_policy_that_remembers_fewer_passwords_is_weaker() {
    let remembers = |count: Option<u8>| PasswordPolicy {
        refuse_reuse: count.is_some(),
        remembered_passwords: count.unwrap_or(24),
        ..plain()
    };
    for (before, after, is_weaker) in [
        (None, None, false),
        (None, Some(1), false),
        (Some(5), Some(6), false),
        (Some(5), Some(5), false),
        (Some(5), Some(4), true),
        (Some(1), None, true),
    ] {
        let weaker = remembers(after).is_weaker_than(&remembers(before));
        assert_eq!(weaker, is_weaker, "{before:?} to {after:?}");
        assert_eq!(remembers(after).remembered(), after.unwrap_or(0));
    }
}

#[test]
fn nist_requires_length_and_less_of_it_with_mfa() {
    for (requirement, least) in [
        (MfaRequirement::Off, 15),
        (MfaRequirement::Optional, 15),
        (MfaRequirement::Required, 8),
    ] {
        let policy = PasswordPolicy::nist(requirement);
        let rules = [Rule::MinLength(least), Rule::MaxLength, Rule::NotOwnName];
        assert_eq!(policy.rules(), rules, "{requirement:?}");
        assert!(policy.refuse_common);
        assert_eq!(policy.remembered(), 0);
    }
}

#[test]
fn the_traditional_policy_requires_four_classes_and_remembers_five_passwords() {
    let policy = PasswordPolicy::strict_legacy();
    assert_eq!(
        policy.rules(),
        [
            Rule::MinLength(12),
            Rule::MaxLength,
            Rule::LowerCase,
            Rule::UpperCase,
            Rule::Number,
            Rule::Special,
            Rule::NotOwnName,
        ]
    );
    assert!(policy.refuse_common);
    assert_eq!(policy.remembered(), 5);
}

#[test]
fn lengths_and_remembered_passwords_have_limits() {
    let table: [(Change, &[&str]); 8] = [
        (|it| it.min_length = 7, &["minLength"]),
        (|it| it.min_length = 8, &[]),
        (|it| it.min_length = 64, &[]),
        (|it| it.min_length = 65, &["minLength"]),
        (|it| it.remembered_passwords = 0, &["rememberedPasswords"]),
        (|it| it.remembered_passwords = 1, &[]),
        (|it| it.remembered_passwords = 24, &[]),
        (|it| it.remembered_passwords = 25, &["rememberedPasswords"]),
    ];
    for (change, expected) in table {
        let policy = changed(change);
        let fields: Vec<_> = policy
            .faults()
            .into_iter()
            .map(|(field, _)| field)
            .collect();
        assert_eq!(fields, expected, "{policy:?}");
    }
}

#[test]
fn while_a_person_types_only_what_more_typing_cannot_mend_is_broken() {
    use RuleStatus::{Broken, Kept, Open};
    let owner = Owner {
        email: "ada@example.com",
        username: "",
    };
    let long = "x".repeat(MAX_LENGTH + 1);
    for (rule, password, expected) in [
        (Rule::MinLength(12), "", Open),
        (Rule::MinLength(12), "short", Open),
        (Rule::MinLength(12), "long enough 1", Kept),
        (Rule::LowerCase, "A1 ", Open),
        (Rule::LowerCase, "a", Kept),
        (Rule::UpperCase, "a1 ", Open),
        (Rule::Number, "aA ", Open),
        (Rule::Special, "aA1", Open),
        (Rule::MaxLength, "", Open),
        (Rule::MaxLength, "short", Kept),
        (Rule::MaxLength, &long, Broken),
        (Rule::NoSequence, "ab", Kept),
        (Rule::NoSequence, "abc", Broken),
        (Rule::NotOwnName, "", Open),
        (Rule::NotOwnName, "ad", Kept),
        (Rule::NotOwnName, "ada", Broken),
        (Rule::Visible, "a\tb", Broken),
    ] {
        let status = plain().status(rule, password, owner);
        assert_eq!(status, expected, "{rule:?} {password:?}");
    }
}

#[test]
fn what_only_the_server_can_check_is_said_before() {
    for (refuse_common, remembered, text) in [
        (false, None, None),
        (true, None, Some("It cannot be a common password.")),
        (false, Some(1), Some("It cannot be your current one.")),
        (false, Some(5), Some("It cannot be one of your last 5.")),
        (
            true,
            Some(5),
            Some("It cannot be a common password or one of your last 5."),
        ),
    ] {
        let policy = PasswordPolicy {
            refuse_common,
            refuse_reuse: remembered.is_some(),
            remembered_passwords: remembered.unwrap_or(3),
            ..plain()
        };
        assert_eq!(policy.beside_the_rules().as_deref(), text);
    }
}

#[test]
fn a_correction_names_what_is_wrong_with_this_password() {
    for (rule, password, correction) in [
        (
            Rule::MinLength(12),
            "e\u{301}lan",
            "Use at least 12 characters; this has 4",
        ),
        (Rule::NoSequence, "my321go", "Break up \u{201c}321\u{201d}"),
    ] {
        assert_eq!(rule.mend(password), correction);
    }
}
