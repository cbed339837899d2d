//! The settings of an application (attack classes 17 to 19).

use contract::applications::{CreateApplication, OidcSettings, UpdateApplication};
use contract::problem::ProblemType;
use harness::{Backend, TestServer, on_both_databases, problem_type, web};
use rules::application::ApplicationProtocol;
use serde_json::json;

use crate::applications::{ADDRESS, application};
use crate::groups::events;

on_both_databases!(
    settings_are_created_and_changed_in_parts,
    settings_belong_to_their_protocol,
    what_does_not_fit_together_is_refused_in_any_order,
);

async fn settings_are_created_and_changed_in_parts(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let new = CreateApplication::oidc("Grafana", web());
    let made = owner.create_application(&new, None).await.unwrap();
    assert_eq!(made.protocol, ApplicationProtocol::Oidc);
    assert_eq!(made.oidc, Some(web()));
    assert_eq!(made.issuer.as_deref(), Some(&*server.origin));
    assert_eq!(owner.application(made.id).await.unwrap(), made);

    let body = json!({"oidc": {
        "redirectUris": ["https://new.example.com/callback"],
        "backchannelLogoutUri": "https://new.example.com/logout",
    }});
    let update: UpdateApplication = serde_json::from_value(body).unwrap();
    let changed = owner.update_application(made.id, 1, &update).await.unwrap();
    assert_eq!(changed.version, 2);
    let expected = OidcSettings {
        redirect_uris: vec!["https://new.example.com/callback".to_owned()],
        backchannel_logout_uri: Some("https://new.example.com/logout".to_owned()),
        ..web()
    };
    assert_eq!(changed.oidc, Some(expected));
    let same = owner.update_application(made.id, 2, &update).await.unwrap();
    assert_eq!(same, changed);
    let body = json!({"oidc": {"backchannelLogoutUri": null}});
    let update: UpdateApplication = serde_json::from_value(body).unwrap();
    let cleared = owner.update_application(made.id, 2, &update).await.unwrap();
    assert_eq!(cleared.oidc.unwrap().backchannel_logout_uri, None);

    let updated = events(&owner, "application.updated").await;
    assert_eq!(updated.len(), 2);
    let detail = &updated[1].detail;
    assert_eq!(
        detail["fields"],
        "oidc.backchannelLogoutUri, oidc.redirectUris"
    );
    assert!(detail["redirect_uris"].ends_with(" → https://new.example.com/callback"));
}

async fn settings_belong_to_their_protocol(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let bookmark = application(&owner, "Wiki").await;
    let update: UpdateApplication =
        serde_json::from_value(json!({"oidc": {"offline": true}})).unwrap();
    let refused = owner.update_application(bookmark.id, 1, &update).await;
    assert_eq!(problem_type(refused), ProblemType::InvalidFields);
    for wrong in [
        CreateApplication {
            oidc: Some(web()),
            ..CreateApplication::bookmark("Other", ADDRESS)
        },
        CreateApplication {
            oidc: None,
            ..CreateApplication::oidc("Other", web())
        },
        CreateApplication {
            protocol: ApplicationProtocol::Saml,
            ..CreateApplication::bookmark("Other", ADDRESS)
        },
    ] {
        let refused = owner.create_application(&wrong, None).await;
        assert_eq!(problem_type(refused), ProblemType::InvalidFields);
    }
}

async fn what_does_not_fit_together_is_refused_in_any_order(backend: Backend) {
    let server = TestServer::start(backend).await;
    let owner = server.owner().await;
    let new = CreateApplication::oidc("Grafana", web());
    let made = owner.create_application(&new, None).await.unwrap();
    let patch = async |body: serde_json::Value| {
        let update: UpdateApplication = serde_json::from_value(json!({"oidc": body})).unwrap();
        let version = owner.application(made.id).await.unwrap().version;
        let answer = owner.update_application(made.id, version, &update).await;
        answer.map_err(|error| error.problem().unwrap().errors[0].field.clone())
    };
    for (body, field) in [
        (json!({"kind": "browser"}), "oidc.auth"),
        (json!({"auth": "none", "pkce": "if_sent"}), "oidc.pkce"),
        (json!({"auth": "private_key"}), "oidc.jwks"),
        (json!({"redirectUris": []}), "oidc.redirectUris"),
        (
            json!({"redirectUris": ["javascript:alert(1)"]}),
            "oidc.redirectUris",
        ),
        (
            json!({"redirectUris": ["data:text/html,x"]}),
            "oidc.redirectUris",
        ),
        (
            json!({"redirectUris": ["com.example:/cb"]}),
            "oidc.redirectUris",
        ),
        (
            json!({"claims": [{"claim": "sub", "constant": "root"}]}),
            "oidc.claims",
        ),
        (
            json!({"claims": [{"claim": "acr", "constant": "phr"}]}),
            "oidc.claims",
        ),
        (json!({"refreshDays": 0}), "oidc.refreshDays"),
        (
            json!({"origins": ["https://app.example.com"]}),
            "oidc.origins",
        ),
    ] {
        assert_eq!(patch(body.clone()).await.unwrap_err(), field, "{body}");
    }
    // Step by step is checked as all at once.
    patch(json!({"pkce": "if_sent"})).await.unwrap();
    assert_eq!(
        patch(json!({"auth": "none"})).await.unwrap_err(),
        "oidc.pkce"
    );
    patch(json!({"auth": "none", "pkce": "required"}))
        .await
        .unwrap();
    assert_eq!(
        patch(json!({"pkce": "if_sent"})).await.unwrap_err(),
        "oidc.pkce"
    );
    patch(json!({"kind": "browser"})).await.unwrap();
    assert_eq!(
        patch(json!({"auth": "basic_or_post"})).await.unwrap_err(),
        "oidc.auth"
    );
    // Only devices do without an address to return to.
    let alone = json!({"deviceGrant": true, "redirectUris": []});
    patch(alone).await.unwrap();
    assert_eq!(
        patch(json!({"deviceGrant": false})).await.unwrap_err(),
        "oidc.redirectUris"
    );
}
