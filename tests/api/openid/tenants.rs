//! An application of another organization is as one that is not assigned (attack class 36).

use contract::continuing::{ContinueAuthorization, RequestAnswer};
use harness::{Backend, RelyingParty, Surfer, field, on_both_databases, web};
use rules::access::Refusal;
use serde_json::json;

use super::{Setting, asked};
use crate::groups::events;

on_both_databases!(nobody_gets_into_an_application_of_another_organization);

async fn nobody_gets_into_an_application_of_another_organization(backend: Backend) {
    let here = Setting::new(backend).await;
    let other = here.other_organization().await;
    let eve = Surfer::signed_in(&here.server, "eve@example.org").await;

    // Although it is open to everyone.
    let address = here.rp.sent(&eve, &[("prompt", "none")]).await;
    assert_eq!(field(&address, "error").as_deref(), Some("login_required"));
    let token = asked(&eve.get(&here.rp.authorize_path(&[])).await);
    for answer in [None, Some(RequestAnswer::Approve)] {
        let body = ContinueAuthorization {
            answer,
            ..ContinueAuthorization::default()
        };
        let refused = eve
            .portal
            .continue_authorization(&token, body)
            .await
            .unwrap_err();
        let reason = refused.problem().unwrap().reason;
        assert_eq!(reason, Some(Refusal::NotAssigned));
    }
    assert_eq!(
        asked(&eve.get(&format!("/oidc/continue?request={token}")).await),
        token
    );
    assert_eq!(
        eve.get(&format!("/open/{}", here.rp.id)).await.status(),
        303
    );
    // Neither organization sees the other in its events.
    for administrator in [&here.owner, &other] {
        assert!(events(administrator, "application.opened").await.is_empty());
        assert!(
            events(administrator, "application.refused")
                .await
                .is_empty()
        );
    }

    // What one organization has given is nothing at an application of the other.
    let theirs = RelyingParty::new(&here.server, &other, web()).await;
    let code = here.rp.code(&here.ada, &[]).await;
    assert_eq!(theirs.redeem(&code).await.1["error"], "invalid_grant");
    let (_, tokens) = here.rp.redeem(&code).await;
    assert_eq!(theirs.refresh(&tokens).await.1["error"], "invalid_grant");
    let asked = theirs.introspect(&tokens["access_token"]).await;
    assert_eq!(asked, json!({"active": false}));
    let hint = tokens["id_token"].as_str().unwrap();
    let silent = [("prompt", "none"), ("id_token_hint", hint)];
    assert!(field(&theirs.sent(&eve, &silent).await, "code").is_some());
}
