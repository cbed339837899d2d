//! A sign-in waits until the current version is accepted.

use client::Portal;
use contract::links::SetPasswordByLink;
use contract::problem::ProblemType;
use contract::sign_in::NextStep;
use contract::sign_in::diagnosis::SignInFactKind;
use contract::users::SetTemporaryPassword;
use harness::{
    ADMINISTRATOR_PASSWORD, Backend, TestServer, USER_PASSWORD, on_both_databases, problem_type,
};
use rules::links::LinkPurpose;

use super::{ADA, publish, with_password};
use crate::factors::add_passkey;
use crate::groups::events;

on_both_databases!(
    a_sign_in_waits_for_the_current_version,
    no_other_step_leads_around_the_terms,
    a_passkey_leads_to_the_terms_too,
    a_temporary_password_is_replaced_after_the_terms,
    an_activation_leads_to_the_sign_in,
    nobody_else_is_asked,
    what_is_published_meanwhile_is_asked_for_again,
);

async fn a_sign_in_waits_for_the_current_version(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let user = server.active_user(&owner, ADA).await.id;
    publish(&owner, "Be kind.", true).await;
    let said = owner.diagnose_user_sign_in(user).await.unwrap();
    let kinds: Vec<_> = said.facts.iter().map(|fact| fact.kind).collect();
    assert_eq!(kinds, [SignInFactKind::TermsNotAccepted]);
    assert_eq!(said.shown.next_step, Some(NextStep::AcceptTerms));

    let (portal, step) = with_password(&server, ADA).await;
    assert_eq!(step.next_step, NextStep::AcceptTerms);
    assert_eq!(step.access_token, None);
    let terms = step.terms.unwrap();
    assert_eq!((terms.version, &*terms.text), (1, "Be kind."));
    // Versions that are not there yet, and ones that are no longer the current one.
    for version in [0, 2, u32::MAX] {
        let refused = portal.accept_terms(version).await;
        assert_eq!(problem_type(refused), ProblemType::Conflict, "{version}");
    }
    publish(&owner, "Be kind.\nBe brief.", true).await;
    let refused = portal.accept_terms(1).await;
    assert_eq!(problem_type(refused), ProblemType::Conflict);
    let resumed = portal.resume_sign_in().await.unwrap();
    assert_eq!(resumed.next_step, NextStep::AcceptTerms);
    let terms = resumed.terms.unwrap();
    assert_eq!((terms.version, &*terms.text), (2, "Be kind.\nBe brief."));

    let done = portal.accept_terms(2).await.unwrap();
    assert_eq!(done.next_step, NextStep::Complete);
    assert_eq!(portal.me().await.unwrap().id, user);
    let mine = portal.my_terms().await.unwrap();
    assert!(!mine.due);
    assert_eq!(mine.accepted.unwrap().version, 2);

    let accepted = events(&owner, "terms.accepted").await;
    assert_eq!(accepted.len(), 1);
    assert_eq!(accepted[0].detail["version"], "2");
    assert_eq!(accepted[0].actor.id, Some(user.0));
    let shown = owner.user(user).await.unwrap().terms.unwrap();
    assert_eq!(shown.version, 2);
    let all = owner.user_terms_acceptances(user).await.unwrap().items;
    assert_eq!(all.len(), 1);
    assert_eq!((all[0].version, all[0].accepted_at), (2, shown.accepted_at));
    assert!(!all[0].address.is_empty());

    // From now on nobody is asked, until the next version.
    let (_, step) = with_password(&server, ADA).await;
    assert_eq!(step.next_step, NextStep::Complete);
    publish(&owner, "Be kind.\nBe bold.", true).await;
    let (portal, step) = with_password(&server, ADA).await;
    assert_eq!(step.next_step, NextStep::AcceptTerms);
    portal.accept_terms(3).await.unwrap();
    let all = owner.user_terms_acceptances(user).await.unwrap().items;
    let versions: Vec<_> = all.iter().map(|one| one.version).collect();
    assert_eq!(versions, [3, 2]);
}

async fn no_other_step_leads_around_the_terms(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    server.active_user(&owner, ADA).await;
    let signed_in = events(&owner, "sign_in.succeeded").await.len();
    // Before the password, there is nothing to accept.
    publish(&owner, "Be kind.", true).await;
    let portal = server.anonymous(Portal::User);
    portal.begin_sign_in(ADA).await.unwrap();
    let early = portal.accept_terms(1).await;
    assert_eq!(problem_type(early), ProblemType::WrongStep);
    portal.submit_password(USER_PASSWORD).await.unwrap();

    let replaced = portal.replace_password("a password of my own").await;
    assert_eq!(problem_type(replaced), ProblemType::WrongStep);
    let again = portal.submit_password(USER_PASSWORD).await;
    assert_eq!(problem_type(again), ProblemType::WrongStep);
    let signed_out = ProblemType::Unauthenticated;
    assert_eq!(problem_type(portal.refresh().await), signed_out);
    assert_eq!(problem_type(portal.me().await), signed_out);
    assert_eq!(problem_type(portal.my_terms().await), signed_out);
    assert_eq!(problem_type(portal.accept_my_terms(1).await), signed_out);

    // To decline is to cancel.
    portal.abandon_sign_in().await.unwrap();
    let late = portal.accept_terms(1).await;
    assert_eq!(problem_type(late), ProblemType::SignInExpired);
    assert_eq!(events(&owner, "terms.accepted").await.len(), 0);
    assert_eq!(events(&owner, "sign_in.succeeded").await.len(), signed_in);
}

async fn a_passkey_leads_to_the_terms_too(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let user = server.active_user(&owner, ADA).await.id;
    let ada = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    let mut key = add_passkey(&server, &ada).await;
    publish(&owner, "Be kind.", true).await;
    let portal = server.anonymous(Portal::User);
    let challenge = portal.begin_passkey_sign_in().await.unwrap();
    let step = portal.submit_passkey(&key.get(&challenge)).await.unwrap();
    assert_eq!(step.next_step, NextStep::AcceptTerms);
    assert_eq!(step.access_token, None);
    let signed_out = ProblemType::Unauthenticated;
    assert_eq!(problem_type(portal.refresh().await), signed_out);
    let done = portal.accept_terms(1).await.unwrap();
    assert_eq!(done.next_step, NextStep::Complete);
    assert_eq!(portal.me().await.unwrap().id, user);
}

async fn a_temporary_password_is_replaced_after_the_terms(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let user = server.active_user(&owner, ADA).await.id;
    publish(&owner, "Be kind.", true).await;
    let set = SetTemporaryPassword::default();
    let set = owner.set_temporary_password(user, &set).await.unwrap();
    let portal = server.anonymous(Portal::User);
    portal.begin_sign_in(ADA).await.unwrap();
    let step = portal.submit_password(&set.password.unwrap()).await;
    assert_eq!(step.unwrap().next_step, NextStep::AcceptTerms);
    let early = portal.replace_password("a password of my own").await;
    assert_eq!(problem_type(early), ProblemType::WrongStep);
    let step = portal.accept_terms(1).await.unwrap();
    assert_eq!(step.next_step, NextStep::ReplacePassword);
    assert!(step.requirements.is_some());
    let done = portal.replace_password("a password of my own").await;
    assert_eq!(done.unwrap().next_step, NextStep::Complete);
    assert_eq!(portal.me().await.unwrap().id, user);
}

async fn an_activation_leads_to_the_sign_in(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    publish(&owner, "Be kind.", true).await;
    server.pending_user(&owner, ADA).await;
    let activate = SetPasswordByLink {
        purpose: LinkPurpose::UserActivation,
        token: server.token_mailed_to(ADA).await,
        new_password: USER_PASSWORD.to_owned(),
        terms_accepted: false,
        factor: None,
    };
    let portal = server.anonymous(Portal::User);
    let set = portal.set_password_by_link(&activate).await.unwrap();
    assert_eq!(set.access_token, None);
    let refreshed = portal.refresh().await;
    assert_eq!(problem_type(refreshed), ProblemType::Unauthenticated);
    let (portal, step) = with_password(&server, ADA).await;
    assert_eq!(step.next_step, NextStep::AcceptTerms);
    portal.accept_terms(1).await.unwrap();
    assert!(portal.me().await.is_ok());
}

async fn nobody_else_is_asked(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    publish(&owner, "Be kind.", true).await;
    // Administrators have accepted the terms of service when they set their password.
    let (email, password) = (&server.owner_email, ADMINISTRATOR_PASSWORD);
    let again = server.sign_in(Portal::Admin, email, password).await;
    assert!(again.administrator_me().await.is_ok());
    // Another organization has its own terms.
    let other = "other@example.org";
    server.organization("Other Ltd", other).await;
    let other = server.sign_in(Portal::Admin, other, password).await;
    assert_eq!(other.organization_terms().await.unwrap().current, None);
    server.active_user(&other, "eve@example.org").await;
    let (portal, step) = with_password(&server, "eve@example.org").await;
    assert_eq!(step.next_step, NextStep::Complete);
    let mine = portal.my_terms().await.unwrap();
    assert!(!mine.due && mine.current.is_none() && mine.accepted.is_none());
    let refused = portal.accept_my_terms(1).await;
    assert_eq!(problem_type(refused), ProblemType::Conflict);
    publish(&other, "Eve's terms.", true).await;
    let mine = portal.my_terms().await.unwrap();
    assert_eq!(mine.current.unwrap().text, "Eve's terms.");
    assert!(mine.due);
}

async fn what_is_published_meanwhile_is_asked_for_again(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let user = server.active_user(&owner, ADA).await.id;
    let ada = server.sign_in(Portal::User, ADA, USER_PASSWORD).await;
    for round in 1..6 {
        let text = |part: &str| format!("{part} version of round {round}");
        let first = publish(&owner, &text("First"), true).await.current.unwrap();
        let second = text("Second");
        let (accepted, second) = tokio::join!(
            ada.accept_my_terms(first.version),
            publish(&owner, &second, true),
        );
        // Whichever was first: the older version was accepted, or it was refused.
        if let Err(error) = accepted {
            let problem = error.problem().unwrap().kind;
            assert_eq!(problem, ProblemType::Conflict);
        }
        let mine = ada.my_terms().await.unwrap();
        assert!(mine.due, "{mine:?}");
        assert_eq!(mine.current, second.current);
        let all = owner.user_terms_acceptances(user).await.unwrap().items;
        assert!(
            all.iter().all(|one| one.version <= first.version),
            "{all:?}"
        );
    }
    // Two tabs accept the same version once.
    let current = ada.my_terms().await.unwrap().current.unwrap().version;
    let (one, two) = tokio::join!(ada.accept_my_terms(current), ada.accept_my_terms(current));
    assert!(!one.unwrap().due && !two.unwrap().due);
    let all = owner.user_terms_acceptances(user).await.unwrap().items;
    assert_eq!(all.iter().filter(|one| one.version == current).count(), 1);
}
