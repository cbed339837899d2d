//! Users see what applications may do, and take it back.

use contract::continuing::{ContinueAuthorization, RequestAnswer};
use contract::problem::ProblemType;
use harness::{Backend, Surfer, field, location, on_both_databases, problem_type};
use serde_json::Value;

use super::{ADA, Setting, asked};
use crate::groups::events;

on_both_databases!(
    consent_is_withdrawn_with_all_that_was_granted,
    access_that_outlives_the_session_is_withdrawn_after_it,
    access_that_ends_with_the_session_is_not_listed,
    nobody_withdraws_what_others_allow,
);

/// Ada consents to what the application asks for. Returns its tokens.
async fn consented(here: &Setting) -> Value {
    let token = asked(&here.ada.get(&here.rp.authorize_path(&[])).await);
    let approve = ContinueAuthorization {
        answer: Some(RequestAnswer::Approve),
        ..ContinueAuthorization::default()
    };
    let portal = &here.ada.portal;
    let continued = portal.continue_authorization(&token, approve).await;
    let answer = here.ada.get(&continued.unwrap().address).await;
    let code = field(&location(&answer), "code").unwrap();
    let (status, tokens) = here.rp.redeem(&code).await;
    assert_eq!(status, 200, "{tokens}");
    tokens
}

async fn consent_is_withdrawn_with_all_that_was_granted(backend: Backend) {
    let here = Setting::new(backend).await;
    here.change(|settings| settings.consent = true).await;
    let portal = &here.ada.portal;
    assert_eq!(portal.my_application_grants().await.unwrap().total, 0);
    let tokens = consented(&here).await;
    let online = here.rp.tokens(&here.ada, &[("scope", "openid")]).await;
    let mine = portal.my_application_grants().await.unwrap();
    assert_eq!((mine.total, &*mine.items[0].name), (1, "Grafana"));
    let all = ["openid", "profile", "email", "groups", "offline_access"];
    assert_eq!(mine.items[0].scopes, all);
    assert_eq!(mine.items[0].consented_at, Some(mine.items[0].since));
    assert!(mine.items[0].offline_until.is_some() && mine.items[0].asks_again);

    let id = here.rp.id;
    portal.withdraw_my_application_grant(id).await.unwrap();
    assert_eq!(here.rp.refresh(&tokens).await.1["error"], "invalid_grant");
    for tokens in [&tokens, &online] {
        assert_eq!(here.rp.userinfo(tokens).await.0, 401);
    }
    assert_eq!(portal.my_application_grants().await.unwrap().total, 0);
    assert_eq!(portal.my_application_sessions().await.unwrap().total, 0);
    let again = portal.withdraw_my_application_grant(id).await;
    assert_eq!(problem_type(again), ProblemType::NotFound);
    let events = events(&here.owner, "application.access_withdrawn").await;
    assert_eq!(events.len(), 1);
    assert_eq!(events[0].actor.id, Some(here.user.0));
    assert_eq!(events[0].target.as_ref().unwrap().id, Some(id.0));

    // The session of the portal goes on, and the application asks again.
    assert!(portal.me().await.is_ok());
    let tokens = consented(&here).await;
    assert_eq!(here.rp.refresh(&tokens).await.0, 200);
}

async fn access_that_outlives_the_session_is_withdrawn_after_it(backend: Backend) {
    let here = Setting::new(backend).await;
    let portal = &here.ada.portal;
    let tokens = here.rp.tokens(&here.ada, &[]).await;
    portal.sign_out().await.unwrap();
    here.ada.sign_in(ADA).await;
    let mine = portal.my_application_grants().await.unwrap();
    assert_eq!((mine.total, mine.items[0].consented_at), (1, None));
    assert!(mine.items[0].offline_until.is_some() && !mine.items[0].asks_again);
    // A code that waits to be redeemed counts too.
    let code = here.rp.code(&here.ada, &[]).await;
    let withdrawn = portal.withdraw_my_application_grant(here.rp.id).await;
    withdrawn.unwrap();
    assert_eq!(here.rp.refresh(&tokens).await.1["error"], "invalid_grant");
    assert_eq!(here.rp.redeem(&code).await.1["error"], "invalid_grant");
    assert_eq!(portal.my_application_grants().await.unwrap().total, 0);
}

async fn access_that_ends_with_the_session_is_not_listed(backend: Backend) {
    let here = Setting::new(backend).await;
    let portal = &here.ada.portal;
    let tokens = here.rp.tokens(&here.ada, &[("scope", "openid")]).await;
    assert_eq!(portal.my_application_grants().await.unwrap().total, 0);
    let withdrawn = portal.withdraw_my_application_grant(here.rp.id).await;
    assert_eq!(problem_type(withdrawn), ProblemType::NotFound);
    assert_eq!(here.rp.userinfo(&tokens).await.0, 200);
}

async fn nobody_withdraws_what_others_allow(backend: Backend) {
    let here = Setting::new(backend).await;
    let tokens = here.rp.tokens(&here.ada, &[]).await;
    here.server
        .active_user(&here.owner, "grace@example.com")
        .await;
    here.other_organization().await;
    for email in ["grace@example.com", "eve@example.org"] {
        let portal = Surfer::signed_in(&here.server, email).await.portal;
        assert_eq!(portal.my_application_grants().await.unwrap().total, 0);
        let withdrawn = portal.withdraw_my_application_grant(here.rp.id).await;
        assert_eq!(problem_type(withdrawn), ProblemType::NotFound, "{email}");
    }
    assert_eq!(here.rp.refresh(&tokens).await.0, 200);
}
