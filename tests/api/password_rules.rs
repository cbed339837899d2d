//! Password policy and lockout policy of an organization.

use std::time::Duration;

use client::{Client, Error, Portal};
use contract::links::SetPasswordByLink;
use contract::me::ChangePassword;
use contract::organization::UpdateOrganization;
use contract::problem::ProblemType;
use contract::users::SetTemporaryPassword;
use harness::{
    ADMINISTRATOR_PASSWORD, Backend, TestServer, USER_PASSWORD, on_both_databases, problem_type,
};
use rules::links::LinkPurpose;
use rules::lockout::LockoutPolicy;
use rules::passwords::{Owner, PasswordPolicy};
use rules::status::PasswordStatus;

on_both_databases!(
    a_policy_applies_wherever_a_password_is_chosen,
    previous_passwords_are_refused,
    an_organization_configures_when_accounts_lock_and_unlock,
    without_lockout_every_guess_is_verified,
    failed_attempts_are_forgotten_after_inactivity,
    a_policy_out_of_range_changes_nothing,
    common_passwords_are_refused_unless_the_organization_allows_them,
    every_character_of_a_password_counts,
);

const ADA: &str = "ada@example.com";
const STRICT: PasswordPolicy = PasswordPolicy {
    min_length: 14,
    require_lower_case: true,
    require_upper_case: true,
    require_number: true,
    require_special: true,
    refuse_sequences: true,
    refuse_common: true,
    refuse_reuse: false,
    remembered_passwords: 3,
};
const KEEPS_STRICT: &str = "Analytical 1 engine";

async fn rule(
    owner: &Client,
    passwords: Option<PasswordPolicy>,
    lockout: Option<LockoutPolicy>,
) -> Result<(), Error> {
    let version = owner.organization().await?.version;
    let change = UpdateOrganization {
        password_policy: passwords.map(Into::into),
        lockout_policy: lockout.map(Into::into),
        ..UpdateOrganization::default()
    };
    let now = owner.update_organization(version, &change).await?;
    assert_eq!(
        passwords.unwrap_or(now.settings.password_policy),
        now.settings.password_policy
    );
    assert_eq!(
        lockout.unwrap_or(now.settings.lockout_policy),
        now.settings.lockout_policy
    );
    Ok(())
}

/// The error codes of the field.
fn codes<T>(answer: Result<T, Error>, field: &str) -> Vec<String> {
    let refused = answer.err().expect("a refusal");
    let problem = refused.problem().expect("a problem");
    assert_eq!(problem.kind, ProblemType::InvalidFields, "{problem:?}");
    let errors = problem.errors.iter();
    errors
        .inspect(|error| assert_eq!(error.field, field))
        .map(|error| error.code.clone())
        .collect()
}

fn by_link(purpose: LinkPurpose, token: &str, new_password: &str) -> SetPasswordByLink {
    SetPasswordByLink {
        purpose,
        token: token.to_owned(),
        new_password: new_password.to_owned(),
        terms_accepted: false,
        factor: None,
    }
}

fn change(from: &str, to: &str) -> ChangePassword {
    ChangePassword {
        current_password: from.to_owned(),
        new_password: to.to_owned(),
    }
}

async fn a_policy_applies_wherever_a_password_is_chosen(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    rule(&owner, Some(STRICT), None).await.unwrap();
    let user = server.pending_user(&owner, ADA).await;
    let token = server.token_mailed_to(ADA).await;
    let portal = server.anonymous(Portal::User);
    let activate = |password| by_link(LinkPurpose::UserActivation, &token, password);
    let bad = portal.set_password_by_link(&activate("aaa")).await;
    let broken = [
        "too_short",
        "no_upper_case",
        "no_number",
        "no_special",
        "sequence",
    ];
    assert_eq!(codes(bad, "newPassword"), broken);
    portal
        .set_password_by_link(&activate(KEEPS_STRICT))
        .await
        .unwrap();

    assert_eq!(portal.me().await.unwrap().password_policy, STRICT);
    let weaker = change(KEEPS_STRICT, USER_PASSWORD);
    let weaker = portal.change_password(&weaker).await;
    let broken = ["no_upper_case", "no_number"];
    assert_eq!(codes(weaker, "newPassword"), broken);

    let typed = SetTemporaryPassword {
        password: Some(USER_PASSWORD.to_owned()),
    };
    let typed = owner.set_temporary_password(user.id, &typed).await;
    assert_eq!(codes(typed, "password"), broken);
    let generated = SetTemporaryPassword { password: None };
    let generated = owner.set_temporary_password(user.id, &generated).await;
    let generated = generated.unwrap().password.unwrap();
    assert_eq!(STRICT.broken(&generated, Owner::default()), []);

    let again = server.anonymous(Portal::User);
    again.begin_sign_in(ADA).await.unwrap();
    let owed = again.submit_password(&generated).await.unwrap();
    assert_eq!(owed.requirements.unwrap().policy, STRICT);
    let weaker = again.replace_password(USER_PASSWORD).await;
    assert_eq!(codes(weaker, "newPassword"), broken);
    again.replace_password("Difference 2 engine").await.unwrap();

    // Administrators have their own policy.
    let own = change(ADMINISTRATOR_PASSWORD, "another brass keyhole");
    owner.change_password(&own).await.unwrap();
}

async fn previous_passwords_are_refused(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let user = server.active_user(&owner, ADA).await;
    let ada = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    let (second, third, fourth) = (
        "the second password",
        "the third password",
        "the fourth one",
    );
    ada.change_password(&change(USER_PASSWORD, second))
        .await
        .unwrap();
    ada.change_password(&change(second, third)).await.unwrap();
    // Passwords that were replaced before the setting was turned on are remembered too.
    let remember = PasswordPolicy {
        refuse_reuse: true,
        remembered_passwords: 3,
        ..PasswordPolicy::default()
    };
    rule(&owner, Some(remember), None).await.unwrap();
    for earlier in [USER_PASSWORD, second] {
        let again = ada.change_password(&change(third, earlier)).await;
        assert_eq!(codes(again, "newPassword"), ["reused"], "{earlier}");
    }
    owner.send_user_password_reset(user.id).await.unwrap();
    server.mail_settled().await;
    let token = server.token_mailed_to(ADA).await;
    let portal = server.anonymous(Portal::User);
    let purpose = LinkPurpose::UserPasswordResetByAdministrator;
    let reset = |password| by_link(purpose, &token, password);
    for earlier in [USER_PASSWORD, second, third] {
        let again = portal.set_password_by_link(&reset(earlier)).await;
        assert_eq!(codes(again, "newPassword"), ["reused"], "{earlier}");
    }
    portal.set_password_by_link(&reset(fourth)).await.unwrap();
    // Three are remembered, so the first can be used again.
    let ada = server.sign_in(Portal::User, ADA, fourth).await;
    let again = ada.change_password(&change(fourth, second)).await;
    assert_eq!(codes(again, "newPassword"), ["reused"]);
    ada.change_password(&change(fourth, USER_PASSWORD))
        .await
        .unwrap();
}

async fn wrong(portal: &Client, times: usize) {
    for _ in 0..times {
        let answer = portal.submit_password("not the password").await;
        assert_eq!(problem_type(answer), ProblemType::WrongCredentials);
    }
}

async fn an_organization_configures_when_accounts_lock_and_unlock(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let user = server.active_user(&owner, ADA).await;
    let early = LockoutPolicy {
        failed_password_attempts: 3,
        auto_unlock_minutes: 5,
        ..LockoutPolicy::default()
    };
    rule(&owner, None, Some(early)).await.unwrap();
    let portal = server.anonymous(Portal::User);
    portal.begin_sign_in(ADA).await.unwrap();
    wrong(&portal, 3).await;
    server.mail_settled().await;
    let lock = owner.user(user.id).await.unwrap().password.lock.unwrap();
    let until = lock.until.unwrap();
    assert_eq!(lock.at.until(until), Duration::from_secs(5 * 60));
    server.clock.advance(Duration::from_secs(5 * 60));
    server.sign_in(Portal::User, ADA, USER_PASSWORD).await;

    let owner = server.owner().await;
    let by_hand = LockoutPolicy {
        auto_unlock: false,
        ..early
    };
    rule(&owner, None, Some(by_hand)).await.unwrap();
    let portal = server.anonymous(Portal::User);
    portal.begin_sign_in(ADA).await.unwrap();
    wrong(&portal, 3).await;
    server.mail_settled().await;
    server.clock.advance(Duration::from_secs(24 * 60 * 60));
    let owner = server.owner().await;
    let locked = owner.user(user.id).await.unwrap().password;
    assert_eq!(locked.status, PasswordStatus::Locked);
    assert_eq!(locked.lock.unwrap().until, None);
    owner.unlock_user(user.id).await.unwrap();
    server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
}

async fn without_lockout_every_guess_is_verified(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    server.active_user(&owner, ADA).await;
    let never = LockoutPolicy {
        locks: false,
        ..LockoutPolicy::default()
    };
    rule(&owner, None, Some(never)).await.unwrap();
    let portal = server.anonymous(Portal::User);
    portal.begin_sign_in(ADA).await.unwrap();
    wrong(&portal, 12).await;
    server.mail_settled().await;
    portal.submit_password(USER_PASSWORD).await.unwrap();
}

async fn failed_attempts_are_forgotten_after_inactivity(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    server.active_user(&owner, ADA).await;
    let forgets = LockoutPolicy {
        forgets: true,
        forgets_after_minutes: 30,
        ..LockoutPolicy::default()
    };
    rule(&owner, None, Some(forgets)).await.unwrap();
    for quiet_minutes in [30, 29] {
        let portal = server.anonymous(Portal::User);
        portal.begin_sign_in(ADA).await.unwrap();
        wrong(&portal, 5).await;
        server
            .clock
            .advance(Duration::from_secs(quiet_minutes * 60));
    }
    // The first five are forgotten, the other five are not: this is the sixth.
    let portal = server.anonymous(Portal::User);
    portal.begin_sign_in(ADA).await.unwrap();
    wrong(&portal, 1).await;
    server.mail_settled().await;
    let answer = portal.submit_password(USER_PASSWORD).await;
    assert_eq!(problem_type(answer), ProblemType::WrongCredentials);
}

async fn a_policy_out_of_range_changes_nothing(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let before = owner.organization().await.unwrap();
    let passwords = PasswordPolicy {
        min_length: 7,
        remembered_passwords: 0,
        ..PasswordPolicy::default()
    };
    let lockout = LockoutPolicy {
        failed_password_attempts: 2,
        auto_unlock_minutes: 91,
        forgets_after_minutes: 1_441,
        ..LockoutPolicy::default()
    };
    let refused = rule(&owner, Some(passwords), Some(lockout)).await;
    let refused = refused.unwrap_err();
    let problem = refused.problem().unwrap();
    let fields: Vec<_> = problem.errors.iter().map(|it| it.field.as_str()).collect();
    assert_eq!(
        fields,
        [
            "passwordPolicy.minLength",
            "passwordPolicy.rememberedPasswords",
            "lockoutPolicy.failedPasswordAttempts",
            "lockoutPolicy.autoUnlockMinutes",
            "lockoutPolicy.forgetsAfterMinutes",
        ]
    );
    assert_eq!(owner.organization().await.unwrap(), before);
}

async fn common_passwords_are_refused_unless_the_organization_allows_them(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    server.active_user(&owner, ADA).await;
    let ada = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    let common = change(USER_PASSWORD, "Password1234");
    let answer = ada.change_password(&common).await;
    assert_eq!(codes(answer, "newPassword"), ["common"]);
    let owners = change(ADMINISTRATOR_PASSWORD, "qwertyuiop12");
    let answer = owner.change_password(&owners).await;
    assert_eq!(codes(answer, "newPassword"), ["common"]);
    let lax = PasswordPolicy {
        refuse_common: false,
        ..PasswordPolicy::default()
    };
    rule(&owner, Some(lax), None).await.unwrap();
    ada.change_password(&common).await.unwrap();
}

/// Hash functions that read only the first 72 bytes have accepted half a password.
async fn every_character_of_a_password_counts(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let lockout = LockoutPolicy {
        locks: false,
        ..LockoutPolicy::default()
    };
    let unlocked = UpdateOrganization {
        lockout_policy: Some(lockout.into()),
        ..UpdateOrganization::default()
    };
    let version = owner.organization().await.unwrap().version;
    owner.update_organization(version, &unlocked).await.unwrap();
    server.active_user(&owner, ADA).await;
    // 64 characters of two bytes each.
    let long: String = "ключотдомаподковриком".chars().cycle().take(64).collect();
    assert_eq!(long.len(), 128);
    let ada = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    let change = |new: String| ChangePassword {
        current_password: USER_PASSWORD.to_owned(),
        new_password: new,
    };
    for too_long in [format!("{long}к"), "к".repeat(512), "к".repeat(10_000)] {
        let refused = ada.change_password(&change(too_long)).await;
        assert_eq!(problem_type(refused), ProblemType::InvalidFields);
    }
    ada.change_password(&change(long.clone())).await.unwrap();
    let start = |characters: usize| long.chars().take(characters).collect::<String>();
    for near in [
        start(63),
        format!("{}я", start(63)),
        start(36),
        start(32),
        format!("{long}к"),
        format!("{long} "),
        format!("{long}{}", "к".repeat(448)),
    ] {
        let browser = server.anonymous(Portal::User);
        browser.begin_sign_in(ADA).await.unwrap();
        let refused = browser.submit_password(&near).await;
        assert_eq!(
            problem_type(refused),
            ProblemType::WrongCredentials,
            "{near}"
        );
    }
    // A password of megabytes does not reach the hash.
    let browser = server.anonymous(Portal::User);
    browser.begin_sign_in(ADA).await.unwrap();
    let huge = browser.submit_password(&"к".repeat(1_500_000)).await;
    assert_eq!(problem_type(huge), ProblemType::TooLarge);
    server.sign_in(Portal::User, ADA, &long).await;
}
