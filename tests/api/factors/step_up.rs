//! Sensitive actions require step-up authentication.

use std::time::Duration;

use client::Portal;
use contract::api_keys::CreateApiKey;
use contract::factors::{FactorProof, PasskeyAnswer, Proof};
use contract::me::ChangePassword;
use contract::organization::UpdateOrganization;
use contract::problem::ProblemType;
use contract::recovery_email::{RemoveOwnRecoveryEmail, SetOwnRecoveryEmail};
use harness::{
    ADMINISTRATOR_PASSWORD, AuthenticatorApp, Backend, TestServer, USER_PASSWORD,
    on_both_databases, problem_type,
};
use rules::mfa::FactorKind;
use rules::role::Permission;

use super::{ADA, add_passkey, enrolled, refused};

on_both_databases!(
    adding_a_factor_requires_a_recent_confirmation,
    the_password_alone_confirms_nothing_with_mfa,
    changing_the_password_requires_mfa_too,
    changing_the_recovery_email_requires_mfa_too,
    only_people_create_api_keys_after_a_confirmation,
    an_access_token_from_before_a_step_up_gains_nothing,
    a_passkey_challenge_expires_after_ten_minutes,
);

const STALE: Duration = Duration::from_secs(5 * 60);

fn password(text: &str) -> Proof {
    Proof::Password(text.to_owned())
}

async fn adding_a_factor_requires_a_recent_confirmation(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.clock.stop();
    let owner = server.owner().await;
    server.active_user(&owner, ADA).await;
    let ada = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    assert!(ada.proof_state().await.unwrap().fresh_until.is_some());
    let last = Duration::from_millis(1);
    server.clock.advance(STALE.checked_sub(last).unwrap());
    assert!(ada.proof_state().await.unwrap().fresh_until.is_some());
    server.clock.advance(last);
    assert_eq!(ada.proof_state().await.unwrap().fresh_until, None);
    for answer in [
        ada.begin_totp_enrollment().await.map(drop),
        ada.begin_passkey_enrollment().await.map(drop),
        ada.make_recovery_codes().await.map(drop),
    ] {
        assert_eq!(problem_type(answer), ProblemType::ProofRequired);
    }
    let wrong = ada.give_proof(&password("not it")).await.unwrap_err();
    assert_eq!(wrong.problem().unwrap().errors[0].field, "password");
    ada.give_proof(&password(USER_PASSWORD)).await.unwrap();
    let app = AuthenticatorApp::add(&server, &ada).await;
    // An action that began before the confirmation expired cannot finish after it.
    let begun = ada.begin_totp_enrollment().await.unwrap();
    server.clock.advance(STALE);
    let confirm = contract::factors::ConfirmTotp {
        enrollment_id: begun.enrollment_id,
        code: harness::code_at(&begun.secret, server.clock_now()),
        name: "Another".to_owned(),
    };
    assert_eq!(
        problem_type(ada.confirm_totp_enrollment(&confirm).await),
        ProblemType::ProofRequired
    );
    ada.give_proof(&Proof::Factor(app.proof(&server)))
        .await
        .unwrap();
    let confirm = contract::factors::ConfirmTotp {
        code: harness::code_at(&begun.secret, server.clock_now()),
        ..confirm
    };
    ada.confirm_totp_enrollment(&confirm).await.unwrap();
    server.clock.advance(STALE);
    let id = app.added.factor.id;
    assert_eq!(
        problem_type(ada.remove_factor(id).await),
        ProblemType::ProofRequired
    );
}

async fn the_password_alone_confirms_nothing_with_mfa(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let (ada, app) = enrolled(&server, &owner).await;
    server.clock.advance(STALE);
    let state = ada.proof_state().await.unwrap();
    assert_eq!(state.factors, [FactorKind::Totp, FactorKind::RecoveryCode]);
    // A wrong one gets the same answer, because it is not verified.
    for text in [USER_PASSWORD, "not it"] {
        assert_eq!(
            problem_type(ada.give_proof(&password(text)).await),
            ProblemType::FactorRequired
        );
    }
    let wrong = Proof::Factor(FactorProof::Totp("000000".to_owned()));
    assert_eq!(refused(ada.give_proof(&wrong).await), "wrong");
    ada.give_proof(&Proof::Factor(app.proof(&server)))
        .await
        .unwrap();
    ada.make_recovery_codes().await.unwrap();
}

async fn changing_the_password_requires_mfa_too(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let (ada, app) = enrolled(&server, &owner).await;
    server.clock.advance(STALE);
    let change = ChangePassword {
        current_password: USER_PASSWORD.to_owned(),
        new_password: "another long password".to_owned(),
    };
    assert_eq!(
        problem_type(ada.change_password(&change).await),
        ProblemType::ProofRequired
    );
    ada.give_proof(&Proof::Factor(app.proof(&server)))
        .await
        .unwrap();
    ada.change_password(&change).await.unwrap();
}

async fn changing_the_recovery_email_requires_mfa_too(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let version = owner.organization().await.unwrap().version;
    let update = UpdateOrganization {
        recovery_email_enabled: Some(true),
        ..UpdateOrganization::default()
    };
    owner.update_organization(version, &update).await.unwrap();
    let (ada, app) = enrolled(&server, &owner).await;
    let set = SetOwnRecoveryEmail {
        email: "ada@home.example".to_owned(),
        current_password: USER_PASSWORD.to_owned(),
    };
    let remove = RemoveOwnRecoveryEmail {
        current_password: USER_PASSWORD.to_owned(),
    };
    server.clock.advance(STALE);
    let refused = ada.set_my_recovery_email(&set).await;
    assert_eq!(problem_type(refused), ProblemType::ProofRequired);
    let proof = Proof::Factor(app.proof(&server));
    ada.give_proof(&proof).await.unwrap();
    ada.set_my_recovery_email(&set).await.unwrap();
    server.clock.advance(STALE);
    let refused = ada.remove_my_recovery_email(&remove).await;
    assert_eq!(problem_type(refused), ProblemType::ProofRequired);
    let entered = ada.me().await.unwrap().recovery_email.unwrap();
    assert_eq!(entered.email, set.email);
    let proof = Proof::Factor(app.proof(&server));
    ada.give_proof(&proof).await.unwrap();
    let me = ada.remove_my_recovery_email(&remove).await.unwrap();
    assert_eq!(me.recovery_email, None);
}

async fn only_people_create_api_keys_after_a_confirmation(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server
        .sign_in(Portal::Admin, &server.owner_email, ADMINISTRATOR_PASSWORD)
        .await;
    let new = CreateApiKey {
        name: "Payroll".to_owned(),
        scopes: vec![Permission::UsersRead],
        expires_in_days: 30,
    };
    let key = owner.create_api_key(&new).await.unwrap();
    server.clock.advance(STALE);
    assert_eq!(
        problem_type(owner.create_api_key(&new).await.map(drop)),
        ProblemType::ProofRequired
    );
    owner
        .give_proof(&password(ADMINISTRATOR_PASSWORD))
        .await
        .unwrap();
    owner.create_api_key(&new).await.unwrap();
    // A program has no session to confirm.
    let program = client::Client::with_api_key(harness::http(), &server.origin, key.key);
    for answer in [
        program.my_factors().await.map(drop),
        program.begin_totp_enrollment().await.map(drop),
        program.proof_state().await.map(drop),
        program
            .give_proof(&password(ADMINISTRATOR_PASSWORD))
            .await
            .map(drop),
    ] {
        assert_eq!(problem_type(answer), ProblemType::Unauthenticated);
    }
}

async fn an_access_token_from_before_a_step_up_gains_nothing(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    server.active_user(&owner, ADA).await;
    let ada = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    let thief = server.anonymous(Portal::User);
    thief.set_token(ada.token());
    thief.me().await.unwrap();
    ada.give_proof(&password(USER_PASSWORD)).await.unwrap();
    assert_eq!(problem_type(thief.me().await), ProblemType::Unauthenticated);
    // The owner continues, and the list still has this session and the one of the activation.
    ada.me().await.unwrap();
    assert_eq!(ada.my_sessions().await.unwrap().items.len(), 2);
    ada.refresh().await.unwrap();
    ada.me().await.unwrap();
    ada.sign_out().await.unwrap();
    assert_eq!(problem_type(ada.me().await), ProblemType::Unauthenticated);
}

async fn a_passkey_challenge_expires_after_ten_minutes(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.clock.stop();
    let owner = server.owner().await;
    server.active_user(&owner, ADA).await;
    let ada = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    let mut key = add_passkey(&server, &ada).await;
    let challenge = ada.begin_passkey_proof().await.unwrap();
    let other = ada.begin_passkey_proof().await.unwrap();
    let give = async |answer: PasskeyAnswer| {
        let proof = Proof::Factor(FactorProof::Passkey(answer));
        ada.give_proof(&proof).await
    };
    let last = Duration::from_millis(1);
    server.clock.advance(Duration::from_secs(600) - last);
    give(key.get(&challenge)).await.unwrap();
    server.clock.advance(last);
    assert_eq!(refused(give(key.get(&other)).await), "expired");
}
