//! Users are asked where an administrator wants that (attack class 16).

use contract::authorization::{ContinueAuthorization, RequestAnswer};
use contract::problem::ProblemType;
use harness::{Backend, field, location, on_both_databases, problem_type};

use super::{Setting, asked};

on_both_databases!(consent_is_asked_for_once_and_for_what_is_new);

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
