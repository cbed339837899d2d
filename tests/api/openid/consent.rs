//! Users are asked where an administrator wants that (attack class 16).

use contract::continuing::{ContinueAuthorization, RequestAnswer};
use contract::problem::ProblemType;
use harness::{
    Backend, RelyingParty, Surfer, VERIFIER, challenge, encoded, field, location,
    on_both_databases, problem_type, web,
};

use super::{Setting, asked};

on_both_databases!(
    consent_is_asked_for_once_and_for_what_is_new,
    no_other_grant_stands_in_for_consent,
);

async fn consent_is_asked_for_once_and_for_what_is_new(backend: Backend) {
    let here = Setting::new(backend).await;
    here.change(|settings| settings.consent = true).await;
    let portal = &here.ada.portal;
    let approve = ContinueAuthorization {
        answer: Some(RequestAnswer::Approve),
        ..ContinueAuthorization::default()
    };
    let few = [("scope", "openid email")];
    let token = asked(&here.ada.get(&here.rp.authorize_path(&few)).await);
    let shown = portal.authorization_request(&token).await.unwrap();
    assert_eq!(shown.scopes, ["openid", "email"]);
    // Going on without an answer gives nothing, however it is tried.
    let silent = ContinueAuthorization::default();
    let go_on = portal.continue_authorization(&token, silent).await;
    assert_eq!(problem_type(go_on), ProblemType::ConsentRequired);
    let path = format!("/oidc/continue?request={token}");
    assert_eq!(asked(&here.ada.get(&path).await), token);
    let address = portal
        .continue_authorization(&token, approve)
        .await
        .unwrap()
        .address;
    let code = field(&location(&here.ada.get(&address).await), "code").unwrap();
    assert_eq!(here.rp.redeem(&code).await.1["scope"], "openid email");
    // It is remembered, for these scopes and no more.
    assert!(field(&here.rp.sent(&here.ada, &few).await, "code").is_some());
    let more = [("scope", "openid email profile")];
    asked(&here.ada.get(&here.rp.authorize_path(&more)).await);
    let fewer = [("scope", "openid")];
    assert!(field(&here.rp.sent(&here.ada, &fewer).await, "code").is_some());
    // The application can have it asked again; what was given before does not count then.
    let again = [("scope", "openid"), ("prompt", "consent")];
    let token = asked(&here.ada.get(&here.rp.authorize_path(&again)).await);
    let go_on = portal.continue_authorization(&token, silent).await;
    assert_eq!(problem_type(go_on), ProblemType::ConsentRequired);
    let address = portal
        .continue_authorization(&token, approve)
        .await
        .unwrap()
        .address;
    assert!(field(&location(&here.ada.get(&address).await), "code").is_some());
    // A refresh is no way to more than was granted.
    let tokens = here.rp.tokens(&here.ada, &few).await;
    let form = [
        ("grant_type", "refresh_token"),
        ("refresh_token", tokens["refresh_token"].as_str().unwrap()),
        ("scope", "openid email profile"),
    ];
    assert_eq!(
        here.rp.post("/oidc/token", &form).await.1["error"],
        "invalid_scope"
    );
}

async fn no_other_grant_stands_in_for_consent(backend: Backend) {
    let here = Setting::new(backend).await;
    let (portal, rp) = (&here.ada.portal, &here.rp);
    let approve = ContinueAuthorization {
        answer: Some(RequestAnswer::Approve),
        ..ContinueAuthorization::default()
    };
    let silent = ContinueAuthorization::default();
    // What was granted before the setting is no consent, whatever was granted.
    rp.tokens(&here.ada, &[]).await;
    here.change(|settings| settings.consent = true).await;
    let few = asked(
        &here
            .ada
            .get(&rp.authorize_path(&[("scope", "openid email")]))
            .await,
    );
    let all = asked(&here.ada.get(&rp.authorize_path(&[])).await);
    // Neither is one of another request, for less.
    portal.continue_authorization(&few, approve).await.unwrap();
    let go_on = portal.continue_authorization(&all, silent).await;
    assert_eq!(problem_type(go_on), ProblemType::ConsentRequired);
    let path = format!("/oidc/continue?request={all}");
    assert_eq!(asked(&here.ada.get(&path).await), all);
    portal.continue_authorization(&all, approve).await.unwrap();
    let code = field(&location(&here.ada.get(&path).await), "code").unwrap();
    assert_eq!(rp.redeem(&code).await.0, 200);

    // Neither is one for another application, or of another person in the same browser.
    let settings = contract::applications::OidcSettings {
        consent: true,
        ..web()
    };
    let other = RelyingParty::named(&here.server, &here.owner, "Other", settings).await;
    asked(&here.ada.get(&other.authorize_path(&[])).await);
    let grace = "grace@example.com";
    here.server.active_user(&here.owner, grace).await;
    let browser = Surfer::signed_in(&here.server, super::ADA).await;
    assert!(field(&rp.sent(&browser, &[]).await, "code").is_some());
    browser.portal.sign_out().await.unwrap();
    browser.sign_in(grace).await;
    asked(&browser.get(&rp.authorize_path(&[])).await);

    // A pushed request asks as any other does, and a form that is posted too.
    let challenge = challenge(VERIFIER);
    let mut form = other.request(&[], &challenge);
    let again = here.ada.post("/oidc/authorize", "null", &form).await;
    asked(&here.ada.get(&location(&again)).await);
    form.retain(|(name, _)| *name != "client_id");
    let (status, pushed) = other.post("/oidc/par", &form).await;
    assert_eq!(status, 201, "{pushed}");
    let name = pushed["request_uri"].as_str().unwrap();
    let query = encoded(&[("client_id", &*other.client_id), ("request_uri", name)]);
    asked(&here.ada.get(&format!("/oidc/authorize?{query}")).await);
    // A link to the application leads to the application, without a code.
    let link = location(&here.ada.get(&format!("/open/{}", other.id)).await);
    assert_eq!(field(&link, "code"), None);
}
