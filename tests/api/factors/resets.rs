//! Resets for accounts that have, or must have, a factor.

use std::time::Duration;

use client::{Client, Portal};
use contract::factors::{FactorProof, PasskeyAnswer};
use contract::ids::CeremonyId;
use contract::links::SetPasswordByLink;
use contract::organization::UpdateOrganization;
use contract::problem::ProblemType;
use contract::recovery_email::SetOwnRecoveryEmail;
use entity::{account, used_password};
use harness::{
    AuthenticatorApp, Backend, TestServer, USER_PASSWORD, on_both_databases, problem_type,
};
use rules::links::LinkPurpose;
use rules::mfa::{FactorKind, MfaRequirement};
use rules::passwords::{MAX_REMEMBERED, PasswordPolicy};
use sea_orm::EntityTrait;
use uuid::Uuid;

use super::passkeys::with_passkey;
use super::{ADA, after_password, enrolled, lockout, refused, set_policy};

on_both_databases!(
    a_reset_requires_mfa,
    an_administrators_reset_requires_mfa_too,
    a_challenge_of_a_link_is_answered_at_that_link_only,
    wrong_factors_at_a_link_lock_the_account,
    a_reset_from_the_recovery_address_requires_mfa,
    without_required_mfa_only_an_administrator_can_reset,
    a_link_that_requires_no_factor_begins_no_challenge,
    without_the_factor_a_link_tells_nothing_about_passwords,
    a_link_allows_few_comparisons,
    each_comparison_of_a_reset_waits_for_its_turn,
);

fn by_link(purpose: LinkPurpose, token: &str, factor: Option<FactorProof>) -> SetPasswordByLink {
    SetPasswordByLink {
        purpose,
        token: token.to_owned(),
        new_password: "another long password".to_owned(),
        terms_accepted: true,
        factor,
    }
}

async fn reset_link(server: &TestServer, portal: Portal, email: &str) -> (Client, String) {
    server.mail_settled().await;
    let browser = server.anonymous(portal);
    browser.request_password_reset(email).await.unwrap();
    server.mail_settled().await;
    let link = server.link_mailed_to(email, "reset your").await;
    (browser, token_of(&link))
}

fn token_of(link: &str) -> String {
    link.split_once('#').unwrap().1.to_owned()
}

async fn a_reset_requires_mfa(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let (ada, app) = enrolled(&server, &owner).await;
    let purpose = LinkPurpose::UserPasswordReset;
    let (browser, token) = reset_link(&server, Portal::User, ADA).await;
    let shown = browser.inspect_link(purpose, &token).await.unwrap();
    assert_eq!(shown.factors, [FactorKind::Totp, FactorKind::RecoveryCode]);
    let challenge = browser.begin_passkey_at_link(purpose, &token).await;
    assert_eq!(problem_type(challenge), ProblemType::Conflict);
    let answer = browser
        .set_password_by_link(&by_link(purpose, &token, None))
        .await;
    assert_eq!(refused(answer), "required");
    let wrong = Some(FactorProof::Totp("000000".to_owned()));
    let answer = browser
        .set_password_by_link(&by_link(purpose, &token, wrong))
        .await;
    assert_eq!(refused(answer), "wrong");
    // The link still works, and the password is unchanged.
    ada.me().await.unwrap();
    let right = Some(app.proof(&server));
    browser
        .set_password_by_link(&by_link(purpose, &token, right))
        .await
        .unwrap();
    assert_eq!(problem_type(ada.me().await), ProblemType::Unauthenticated);
    // It does not sign in, and the factor stays.
    assert_eq!(
        problem_type(browser.me().await),
        ProblemType::Unauthenticated
    );
    let browser = server.anonymous(Portal::User);
    browser.begin_sign_in(ADA).await.unwrap();
    browser
        .submit_password("another long password")
        .await
        .unwrap();
    browser.submit_factor(app.proof(&server)).await.unwrap();
}

/// Checks that the link is refused without a factor, and accepted with this one.
async fn needs_a_factor(browser: &Client, purpose: LinkPurpose, token: &str, right: FactorProof) {
    let answer = browser
        .set_password_by_link(&by_link(purpose, token, None))
        .await;
    assert_eq!(refused(answer), "required");
    browser
        .set_password_by_link(&by_link(purpose, token, Some(right)))
        .await
        .unwrap();
}

async fn an_administrators_reset_requires_mfa_too(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let app = AuthenticatorApp::add(&server, &owner).await;
    let purpose = LinkPurpose::AdministratorPasswordReset;
    let (browser, token) = reset_link(&server, Portal::Admin, &server.owner_email).await;
    let right = app.proof(&server);
    needs_a_factor(&browser, purpose, &token, right).await;
}

async fn a_challenge_of_a_link_is_answered_at_that_link_only(backend: Backend) {
    let server = TestServer::start(backend).await;
    let (_, _, mut key) = with_passkey(&server).await;
    let purpose = LinkPurpose::UserPasswordReset;
    let (browser, token) = reset_link(&server, Portal::User, ADA).await;
    let shown = browser.inspect_link(purpose, &token).await.unwrap();
    assert_eq!(
        shown.factors,
        [FactorKind::Passkey, FactorKind::RecoveryCode]
    );
    // The challenge names the passkeys of the account, so it takes the link.
    for (purpose, token) in [
        (purpose, &*"A".repeat(43)),
        (LinkPurpose::UserPasswordResetByAdministrator, &*token),
    ] {
        let answer = browser.begin_passkey_at_link(purpose, token).await;
        assert_eq!(problem_type(answer), ProblemType::LinkNotUsable);
    }
    let (sign_in, _) = after_password(&server, ADA).await;
    let of_sign_in = sign_in.begin_passkey_factor().await.unwrap();
    let of_link = browser.begin_passkey_at_link(purpose, &token).await;
    let elsewhere = FactorProof::Passkey(key.get(&of_link.unwrap()));
    assert_eq!(refused(sign_in.submit_factor(elsewhere).await), "expired");
    let elsewhere = FactorProof::Passkey(key.get(&of_sign_in));
    let elsewhere = by_link(purpose, &token, Some(elsewhere));
    let answer = browser.set_password_by_link(&elsewhere).await;
    assert_eq!(refused(answer), "expired");

    let challenge = browser.begin_passkey_at_link(purpose, &token).await;
    let right = FactorProof::Passkey(key.get(&challenge.unwrap()));
    let reset = by_link(purpose, &token, Some(right));
    browser.set_password_by_link(&reset).await.unwrap();
    sign_in.begin_sign_in(ADA).await.unwrap();
    sign_in.submit_password(&reset.new_password).await.unwrap();
    let spent = browser.begin_passkey_at_link(purpose, &token).await;
    assert_eq!(problem_type(spent), ProblemType::LinkNotUsable);
}

async fn wrong_factors_at_a_link_lock_the_account(backend: Backend) {
    for counts_together in [false, true] {
        let server = TestServer::start(backend).await;
        let owner = server.owner().await;
        let (_, app) = enrolled(&server, &owner).await;
        lockout(&owner, |lockout| lockout.counts_together = counts_together).await;
        // Locked after wrong passwords, which a reset ends. The factor is verified all the same, and those
        // passwords do not count a second time.
        server.guess_until_locked(Portal::User, ADA).await;
        let purpose = LinkPurpose::UserPasswordReset;
        let (browser, token) = reset_link(&server, Portal::User, ADA).await;
        for n in 0..6 {
            let guess = Some(FactorProof::Totp(format!("{n:06}")));
            let answer = browser
                .set_password_by_link(&by_link(purpose, &token, guess))
                .await;
            let locked = problem_type(answer) == ProblemType::AccountLocked;
            assert_eq!(locked, n == 5, "{n}, together: {counts_together}");
        }
        let right = Some(app.proof(&server));
        let answer = browser
            .set_password_by_link(&by_link(purpose, &token, right))
            .await;
        assert_eq!(problem_type(answer), ProblemType::AccountLocked);
        server.clock.advance(Duration::from_secs(10 * 60));
        let right = Some(app.proof(&server));
        browser
            .set_password_by_link(&by_link(purpose, &token, right))
            .await
            .unwrap();
    }
}

async fn a_reset_from_the_recovery_address_requires_mfa(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let now = owner.organization().await.unwrap();
    let update = UpdateOrganization {
        recovery_email_enabled: Some(true),
        ..UpdateOrganization::default()
    };
    owner
        .update_organization(now.version, &update)
        .await
        .unwrap();
    let (ada, app) = enrolled(&server, &owner).await;
    let home = "ada@home.example";
    let set = SetOwnRecoveryEmail {
        email: home.to_owned(),
        current_password: USER_PASSWORD.to_owned(),
    };
    ada.set_my_recovery_email(&set).await.unwrap();
    let token = token_of(&server.link_mailed_to(home, "verify").await);
    let verify = contract::links::LinkToken { token };
    ada.verify_my_recovery_email(&verify).await.unwrap();
    let (browser, _) = reset_link(&server, Portal::User, ADA).await;
    let token = token_of(&server.link_mailed_to(home, "reset your").await);
    let purpose = LinkPurpose::UserPasswordResetByRecoveryEmail;
    let right = app.proof(&server);
    needs_a_factor(&browser, purpose, &token, right).await;
}

async fn without_required_mfa_only_an_administrator_can_reset(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let user = server.active_user(&owner, ADA).await;
    set_policy(&owner, |policy| policy.users = MfaRequirement::Required).await;
    let purpose = LinkPurpose::UserPasswordReset;
    let (browser, token) = reset_link(&server, Portal::User, ADA).await;
    let asked = by_link(purpose, &token, None);
    assert_eq!(
        problem_type(browser.inspect_link(purpose, &token).await),
        ProblemType::FactorRequired
    );
    assert_eq!(
        problem_type(browser.set_password_by_link(&asked).await),
        ProblemType::FactorRequired
    );
    let challenge = browser.begin_passkey_at_link(purpose, &token).await;
    assert_eq!(problem_type(challenge), ProblemType::FactorRequired);
    // The administrator's link works, and so does the link after the setting has changed.
    owner.send_user_password_reset(user.id).await.unwrap();
    server.mail_settled().await;
    let sent = token_of(&server.link_mailed_to(ADA, "choose a new password").await);
    let by_administrator = LinkPurpose::UserPasswordResetByAdministrator;
    browser
        .set_password_by_link(&by_link(by_administrator, &sent, None))
        .await
        .unwrap();
    set_policy(&owner, |policy| policy.unenrolled_may_reset = true).await;
    let (browser, token) = reset_link(&server, Portal::User, ADA).await;
    let mut asked = by_link(purpose, &token, None);
    asked.new_password = "yet another password".to_owned();
    browser.set_password_by_link(&asked).await.unwrap();
    // If no factor is required, one that is sent is refused.
    let (browser, token) = reset_link(&server, Portal::User, ADA).await;
    let asked = by_link(
        purpose,
        &token,
        Some(FactorProof::Totp("123456".to_owned())),
    );
    assert_eq!(
        refused(browser.set_password_by_link(&asked).await),
        "not_due"
    );
}

async fn a_link_that_requires_no_factor_begins_no_challenge(backend: Backend) {
    let server = TestServer::start(backend).await;
    let (owner, _, _) = with_passkey(&server).await;
    set_policy(&owner, |policy| policy.users = MfaRequirement::Off).await;
    let purpose = LinkPurpose::UserPasswordReset;
    let (browser, token) = reset_link(&server, Portal::User, ADA).await;
    let challenge = browser.begin_passkey_at_link(purpose, &token).await;
    assert_eq!(refused(challenge), "not_due");
    let reset = by_link(purpose, &token, None);
    browser.set_password_by_link(&reset).await.unwrap();
}

async fn refuse_reuse(owner: &Client, remembered: u8) {
    let now = owner.organization().await.unwrap();
    let policy = PasswordPolicy {
        refuse_reuse: true,
        remembered_passwords: remembered,
        ..now.settings.password_policy
    };
    let update = UpdateOrganization {
        password_policy: Some(policy.into()),
        ..UpdateOrganization::default()
    };
    owner
        .update_organization(now.version, &update)
        .await
        .unwrap();
}

async fn without_the_factor_a_link_tells_nothing_about_passwords(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    refuse_reuse(&owner, 1).await;
    let (_, app) = enrolled(&server, &owner).await;
    let purpose = LinkPurpose::UserPasswordReset;
    let (browser, token) = reset_link(&server, Portal::User, ADA).await;
    // A response to a challenge that never existed is not counted, so it must reveal nothing.
    let never_was = PasskeyAnswer {
        ceremony_id: CeremonyId(Uuid::now_v7()),
        credential: serde_json::json!({}),
    };
    let wrong = FactorProof::Totp("000000".to_owned());
    let proofs = [
        (FactorProof::Passkey(never_was), "expired"),
        (wrong, "wrong"),
    ];
    for (proof, code) in proofs {
        for password in [USER_PASSWORD, "another long password", "short"] {
            let mut guess = by_link(purpose, &token, Some(proof.clone()));
            guess.new_password = password.to_owned();
            let answer = browser.set_password_by_link(&guess).await;
            assert_eq!(refused(answer), code, "{password}");
        }
    }
    // A correct factor is not used up by a refused password.
    let mut right = by_link(purpose, &token, Some(app.proof(&server)));
    right.new_password = USER_PASSWORD.to_owned();
    let answer = browser.set_password_by_link(&right).await;
    let problem = answer.unwrap_err().problem().unwrap().clone();
    assert_eq!(problem.errors[0].code, "reused");
    right.new_password = "another long password".to_owned();
    browser.set_password_by_link(&right).await.unwrap();
}

async fn a_link_allows_few_comparisons(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    refuse_reuse(&owner, 1).await;
    server.active_user(&owner, ADA).await;
    let purpose = LinkPurpose::UserPasswordReset;
    let (browser, token) = reset_link(&server, Portal::User, ADA).await;
    let mut guesses = tokio::task::JoinSet::new();
    for _ in 0..20 {
        let (browser, mut guess) = (browser.clone(), by_link(purpose, &token, None));
        guess.new_password = USER_PASSWORD.to_owned();
        guesses.spawn(async move { problem_type(browser.set_password_by_link(&guess).await) });
    }
    let answers = guesses.join_all().await;
    let told = answers
        .iter()
        .filter(|answer| **answer == ProblemType::InvalidFields);
    assert_eq!(told.count(), 5, "{answers:?}");
    let rest = answers
        .iter()
        .filter(|answer| **answer == ProblemType::LinkNotUsable);
    assert_eq!(rest.count(), 15, "{answers:?}");
}

/// A thread of the pool takes the next one in turn after each password, so that a reset delays others
/// by one password at a time. What is computed outside of the pool is not counted.
async fn each_comparison_of_a_reset_waits_for_its_turn(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    refuse_reuse(&owner, MAX_REMEMBERED).await;
    let ada = server.active_user(&owner, ADA).await;
    let context = &server.running.context;
    let database = context.database().write();
    let row = account::Entity::find_by_id(ada.id.0).one(database).await;
    let row = row.unwrap().unwrap();
    let earlier = (1..MAX_REMEMBERED).map(|_| used_password::Model {
        id: Uuid::now_v7(),
        organization_id: row.organization_id,
        account_id: row.id,
        password_hash: row.password_hash.clone().unwrap(),
        replaced_at: context.now(),
    });
    let earlier = earlier.map(used_password::ActiveModel::from);
    used_password::Entity::insert_many(earlier)
        .exec_without_returning(database)
        .await
        .unwrap();
    let purpose = LinkPurpose::UserPasswordReset;
    let (browser, token) = reset_link(&server, Portal::User, ADA).await;
    let (before, _) = context.hasher().hashed();
    let reset = by_link(purpose, &token, None);
    browser.set_password_by_link(&reset).await.unwrap();
    let (after, _) = context.hasher().hashed();
    // The current password, the earlier ones, and the new one.
    assert_eq!(after - before, u64::from(MAX_REMEMBERED) + 1);
}
