//! Opening applications: cards, pins, what is recorded, and the factor that an application requires.

use std::time::Duration;

use client::{Client, Portal};
use contract::applications::{Application, CreateApplication, UpdateApplication};
use contract::change::Change;
use contract::factors::{FactorProof, Proof};
use contract::ids::ApplicationId;
use contract::problem::ProblemType;
use harness::{AuthenticatorApp, Backend, TestServer, USER_PASSWORD, on_both_databases};
use rules::access::{Refusal, WantedFactor};
use rules::application::OpenTo;
use rules::mfa::{FactorKind, MfaRequirement};

use crate::applications::{ADDRESS, application, change, live, sessions};
use crate::factors::{add_passkey, set_policy};
use crate::groups::{events, group};

on_both_databases!(
    a_card_says_what_it_is_and_why,
    what_is_opened_is_recorded_and_ends_with_the_session,
    a_factor_once_in_a_session,
    a_factor_within_some_minutes,
    a_factor_every_time_is_for_one_opening,
    a_passkey_and_nothing_less,
    an_application_waits_ten_minutes_for_a_factor,
    who_has_no_factor_enrolls_one_or_is_refused,
);

const ADA: &str = "ada@example.com";
const MINUTE: Duration = Duration::from_secs(60);

async fn ada(server: &TestServer) -> Client {
    server.sign_in(Portal::User, ADA, USER_PASSWORD).await
}

/// An application for everyone that requires this factor.
async fn strict(
    owner: &Client,
    name: &str,
    (factor, fresh_minutes): (WantedFactor, Option<u32>),
) -> ApplicationId {
    let new = CreateApplication {
        open_to: Some(OpenTo::Everyone),
        factor: Some(factor),
        fresh_minutes,
        ..CreateApplication::bookmark(name, ADDRESS)
    };
    owner.create_application(&new, None).await.unwrap().id
}

/// Expects that the application does not open. Returns the type of the problem and its factors.
async fn refused(client: &Client, id: ApplicationId) -> (ProblemType, Vec<FactorKind>) {
    let error = client.open_application(id).await.unwrap_err();
    let problem = error.problem().expect("a problem");
    (problem.kind, problem.factors.clone())
}

async fn asks(client: &Client, id: ApplicationId) -> bool {
    refused(client, id).await == (ProblemType::ProofRequired, FactorKind::ALL.to_vec())
}

async fn give(client: &Client, factor: FactorProof) {
    client.give_proof(&Proof::Factor(factor)).await.unwrap();
}

async fn a_card_says_what_it_is_and_why(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let user = server.active_user(&owner, ADA).await.id;
    let ada = ada(&server).await;
    assert!(ada.my_applications().await.unwrap().items.is_empty());
    let new = CreateApplication {
        description: Some("How we work".to_owned()),
        category: Some("Knowledge".to_owned()),
        factor: Some(WantedFactor::Any),
        ..CreateApplication::bookmark("Wiki", ADDRESS)
    };
    let wiki = owner.create_application(&new, None).await.unwrap().id;
    let mail = strict(&owner, "Mail", (WantedFactor::None, None)).await;
    let hidden = strict(&owner, "Hidden", (WantedFactor::None, None)).await;
    let hide = UpdateApplication {
        visible: Some(false),
        ..UpdateApplication::default()
    };
    change(&owner, hidden, hide).await;
    application(&owner, "Not hers").await;
    let sales = group(&owner, "Sales").await.id;
    owner.add_group_member(sales, user).await.unwrap();
    owner
        .assign_application_to_group(wiki, sales)
        .await
        .unwrap();
    owner.assign_application_to_user(wiki, user).await.unwrap();

    let cards = ada.my_applications().await.unwrap();
    let names = |cards: &[contract::applications::MyApplication]| {
        let names = cards.iter().map(|card| card.name.clone());
        names.collect::<Vec<_>>()
    };
    assert_eq!(names(&cards.items), ["Mail", "Wiki"]);
    assert_eq!((cards.total, cards.next_cursor), (2, None));
    let card = &cards.items[1];
    assert_eq!(card.description.as_deref(), Some("How we work"));
    assert_eq!(card.category.as_deref(), Some("Knowledge"));
    assert!(card.asks_for_factor && !card.pinned);
    assert!(card.why.directly && !card.why.everyone);
    assert_eq!(card.why.groups, ["Sales"]);
    assert_eq!(card.last_opened_at, None);
    assert!(cards.items[0].why.everyone && !cards.items[0].asks_for_factor);

    for _ in 0..2 {
        ada.pin_application(wiki).await.unwrap();
    }
    let cards = ada.my_applications().await.unwrap().items;
    assert_eq!(names(&cards), ["Wiki", "Mail"]);
    assert!(cards[0].pinned);
    // Opening does not lose the pin, and the pin not the time.
    ada.open_application(mail).await.unwrap();
    ada.pin_application(mail).await.unwrap();
    let cards = ada.my_applications().await.unwrap().items;
    assert_eq!(names(&cards), ["Mail", "Wiki"]);
    assert!(cards[0].last_opened_at.is_some());
    for _ in 0..2 {
        ada.unpin_application(wiki).await.unwrap();
    }
    assert!(!ada.my_applications().await.unwrap().items[1].pinned);
    // A hidden one has no card, but opens from elsewhere.
    let pinned = ada.pin_application(hidden).await.unwrap_err();
    assert_eq!(pinned.problem().unwrap().kind, ProblemType::NotFound);
    ada.open_application(hidden).await.unwrap();
}

async fn what_is_opened_is_recorded_and_ends_with_the_session(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    server.active_user(&owner, ADA).await;
    let (first, second) = (ada(&server).await, ada(&server).await);
    let wiki = strict(&owner, "Wiki", (WantedFactor::None, None)).await;
    for _ in 0..2 {
        first.open_application(wiki).await.unwrap();
    }
    second.open_application(wiki).await.unwrap();
    let opened = events(&owner, "application.opened").await;
    assert_eq!(opened.len(), 3);
    assert_eq!(opened[0].target.as_ref().unwrap().name, "Wiki");
    assert_eq!(opened[0].actor.email.as_deref(), Some(ADA));
    // One for each session.
    assert_eq!(live(&server, wiki).await, 2);
    let ids = async || {
        let mut ids: Vec<_> = sessions(&server, wiki)
            .await
            .iter()
            .map(|one| one.id)
            .collect();
        ids.sort_unstable();
        ids
    };
    let before = ids().await;
    let shown: Application = owner.application(wiki).await.unwrap();
    assert!(shown.last_opened_at.is_some());

    // A step-up gives the session another identifier, and what is open stays open under its own.
    let password = Proof::Password(USER_PASSWORD.to_owned());
    first.give_proof(&password).await.unwrap();
    first.open_application(wiki).await.unwrap();
    assert_eq!((live(&server, wiki).await, ids().await), (2, before));
    first.sign_out().await.unwrap();
    assert_eq!(live(&server, wiki).await, 1);
    let other = ada(&server).await;
    other.open_application(wiki).await.unwrap();
    other.end_my_other_sessions().await.unwrap();
    assert_eq!(live(&server, wiki).await, 1);
    let everywhere = other.me().await.unwrap().id;
    owner.end_user_sessions(everywhere).await.unwrap();
    assert_eq!(live(&server, wiki).await, 0);
}

async fn a_factor_once_in_a_session(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    server.active_user(&owner, ADA).await;
    let (enrolling, other) = (ada(&server).await, ada(&server).await);
    let app = AuthenticatorApp::add(&server, &enrolling).await;
    let wiki = strict(&owner, "Wiki", (WantedFactor::Any, None)).await;
    // Enrolling shows that she has it; the other session has only shown the password.
    enrolling.open_application(wiki).await.unwrap();
    assert!(asks(&other, wiki).await);
    // The portal must ask, although the session was confirmed a moment ago.
    assert_eq!(other.proof_state().await.unwrap().fresh_until, None);
    assert!(asks(&other, wiki).await);
    give(&other, app.proof(&server)).await;
    other.open_application(wiki).await.unwrap();
    assert!(other.proof_state().await.unwrap().fresh_until.is_some());
    server.clock.advance(MINUTE * 60);
    other.refresh().await.unwrap();
    other.open_application(wiki).await.unwrap();
    // A sign-in with a factor counts too, and a recovery code is one.
    let again = server.anonymous(Portal::User);
    again.begin_sign_in(ADA).await.unwrap();
    again.submit_password(USER_PASSWORD).await.unwrap();
    let codes = app.added.recovery_codes.clone().unwrap();
    let code = FactorProof::RecoveryCode(codes[0].clone());
    again.submit_factor(code).await.unwrap();
    again.open_application(wiki).await.unwrap();
}

async fn a_factor_within_some_minutes(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    server.active_user(&owner, ADA).await;
    let ada = ada(&server).await;
    let app = AuthenticatorApp::add(&server, &ada).await;
    let console = strict(&owner, "Console", (WantedFactor::Any, Some(15))).await;
    give(&ada, app.proof(&server)).await;
    server.clock.advance(MINUTE * 14);
    ada.refresh().await.unwrap();
    ada.open_application(console).await.unwrap();
    // Opening does not extend it.
    server.clock.advance(MINUTE);
    assert!(asks(&ada, console).await);
    give(&ada, app.proof(&server)).await;
    ada.open_application(console).await.unwrap();
}

async fn a_factor_every_time_is_for_one_opening(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    server.active_user(&owner, ADA).await;
    let ada = ada(&server).await;
    let app = AuthenticatorApp::add(&server, &ada).await;
    let every_time = (WantedFactor::Any, Some(0));
    let bank = strict(&owner, "Bank", every_time).await;
    let payroll = strict(&owner, "Payroll", every_time).await;
    // A factor from before it was asked for is for something else.
    give(&ada, app.proof(&server)).await;
    assert!(asks(&ada, bank).await);
    assert!(asks(&ada, bank).await);
    give(&ada, app.proof(&server)).await;
    ada.open_application(bank).await.unwrap();
    // A reload, or a second tab, does not inherit it.
    assert!(asks(&ada, bank).await);
    give(&ada, app.proof(&server)).await;
    // Another application does not inherit it either, and takes it away.
    assert!(asks(&ada, payroll).await);
    assert!(asks(&ada, bank).await);
    give(&ada, app.proof(&server)).await;
    ada.open_application(bank).await.unwrap();
    assert!(asks(&ada, payroll).await);
    // It is not kept for later either.
    give(&ada, app.proof(&server)).await;
    server.clock.advance(MINUTE * 10);
    ada.refresh().await.unwrap();
    assert!(asks(&ada, payroll).await);
    // What another session proves does not count.
    let enter = server.anonymous(Portal::User);
    enter.begin_sign_in(ADA).await.unwrap();
    enter.submit_password(USER_PASSWORD).await.unwrap();
    enter.submit_factor(app.proof(&server)).await.unwrap();
    assert!(asks(&ada, payroll).await);
    assert!(asks(&enter, payroll).await);
}

async fn a_passkey_and_nothing_less(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    server.active_user(&owner, ADA).await;
    let (ada, other) = (ada(&server).await, ada(&server).await);
    let app = AuthenticatorApp::add(&server, &ada).await;
    let vault = strict(&owner, "Vault", (WantedFactor::Passkey, None)).await;
    let passkey = vec![FactorKind::Passkey];
    let enroll = (ProblemType::FactorRequired, passkey.clone());
    assert_eq!(refused(&ada, vault).await, enroll);
    // Only a passkey helps, but she has none: she can confirm her identity with what she has.
    let mine = [FactorKind::Totp, FactorKind::RecoveryCode];
    assert_eq!(ada.proof_state().await.unwrap().factors, mine);
    let mut key = add_passkey(&server, &ada).await;
    ada.open_application(vault).await.unwrap();

    let prove = (ProblemType::ProofRequired, passkey.clone());
    assert_eq!(refused(&other, vault).await, prove);
    assert_eq!(other.proof_state().await.unwrap().factors, passkey);
    for lesser in [
        app.proof(&server),
        FactorProof::RecoveryCode(app.added.recovery_codes.clone().unwrap()[0].clone()),
    ] {
        give(&other, lesser).await;
        assert_eq!(refused(&other, vault).await, prove);
    }
    let challenge = other.begin_passkey_proof().await.unwrap();
    give(&other, FactorProof::Passkey(key.get(&challenge))).await;
    other.open_application(vault).await.unwrap();
    // A later factor of another kind does not undo it.
    give(&other, app.proof(&server)).await;
    other.open_application(vault).await.unwrap();
    // What is removed does not count anymore.
    let mine = other.my_factors().await.unwrap().factors;
    let key = mine.iter().find(|one| one.kind == FactorKind::Passkey);
    other.remove_factor(key.unwrap().id).await.unwrap();
    assert_eq!(refused(&other, vault).await, enroll);
}

async fn an_application_waits_ten_minutes_for_a_factor(backend: Backend) {
    let server = TestServer::start(backend).await;
    server.clock.stop();
    let owner = server.owner().await;
    server.active_user(&owner, ADA).await;
    let (enrolling, other) = (ada(&server).await, ada(&server).await);
    AuthenticatorApp::add(&server, &enrolling).await;
    let wiki = strict(&owner, "Wiki", (WantedFactor::Any, None)).await;
    assert!(asks(&other, wiki).await);
    let last = Duration::from_millis(1);
    server.clock.advance(MINUTE * 10 - last);
    // While it waits, the password is accepted in spite of the factor.
    let password = Proof::Password(USER_PASSWORD.to_owned());
    other.give_proof(&password).await.unwrap();
    server.clock.advance(last);
    let refused = other.give_proof(&password).await.unwrap_err();
    let problem = refused.problem().unwrap();
    assert_eq!(problem.kind, ProblemType::FactorRequired);
}

async fn who_has_no_factor_enrolls_one_or_is_refused(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    server.active_user(&owner, ADA).await;
    let ada = ada(&server).await;
    let wiki = strict(&owner, "Wiki", (WantedFactor::Any, Some(0))).await;
    let both = vec![FactorKind::Passkey, FactorKind::Totp];
    let enroll = (ProblemType::FactorRequired, both);
    assert_eq!(refused(&ada, wiki).await, enroll);
    // The factor that is enrolled for the opening is good for it, and for no other.
    let app = AuthenticatorApp::add(&server, &ada).await;
    ada.open_application(wiki).await.unwrap();
    assert!(asks(&ada, wiki).await);
    give(&ada, app.proof(&server)).await;
    ada.open_application(wiki).await.unwrap();

    // Where MFA is off, nobody can give a factor.
    set_policy(&owner, |mfa| mfa.users = MfaRequirement::Off).await;
    let error = ada.open_application(wiki).await.unwrap_err();
    let problem = error.problem().unwrap();
    assert_eq!(problem.kind, ProblemType::ApplicationRefused);
    assert_eq!(problem.reason, Some(Refusal::FactorMissing));
    let easier = UpdateApplication {
        factor: Some(WantedFactor::None),
        fresh_minutes: Change::Clear,
        ..UpdateApplication::default()
    };
    change(&owner, wiki, easier).await;
    ada.open_application(wiki).await.unwrap();
}
