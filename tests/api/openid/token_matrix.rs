//! Every kind of token at every door (attack class 11): what is not meant to open it does not.

use std::time::Duration;

use contract::api_keys::CreateApiKey;
use contract::applications::OidcSettings;
use harness::{
    Backend, Surfer, TestDatabase, TestServer, VERIFIER, challenge, encoded, field,
    logout_endpoint, on_both_databases, web,
};
use rules::role::Permission;
use serde_json::json;

use super::{ADA, Setting, asked};

on_both_databases!(each_kind_of_token_at_each_door);

/// What the name of a pushed request begins with.
const PUSHED: &str = "urn:ietf:params:oauth:request_uri:";

/// Each door, and what opens it. A later one may use up what an earlier one needs.
const DOORS: [(&str, &[&str]); 11] = [
    ("userinfo", &["access token"]),
    ("introspection", &["access token", "refresh token"]),
    ("client secret", &["client secret"]),
    ("client assertion", &[]),
    ("me", &["token of the User Portal"]),
    ("users", &["token of the Admin Portal", "API key"]),
    ("waiting request", &["waiting request"]),
    ("pushed request", &["pushed request"]),
    ("code", &["code"]),
    ("refresh", &["refresh token"]),
    ("sign-out", &["ID token"]),
];

/// One token of each kind.
async fn tokens(here: &Setting, logout_token: String) -> Vec<(&'static str, String)> {
    let owned = |text: &serde_json::Value| text.as_str().unwrap().to_owned();
    let of_application = here.rp.tokens(&here.ada, &[]).await;
    let consent = here.rp.authorize_path(&[("prompt", "consent")]);
    let challenge = challenge(VERIFIER);
    let mut form = here.rp.request(&[], &challenge);
    form.retain(|(name, _)| *name != "client_id");
    let (status, pushed) = here.rp.post("/oidc/par", &form).await;
    assert_eq!(status, 201, "{pushed}");
    let pushed = owned(&pushed["request_uri"]);
    let key = CreateApiKey {
        name: "Program".to_owned(),
        scopes: vec![Permission::UsersRead],
        expires_in_days: 1,
    };
    // If the owner has to confirm that, the session gets other tokens.
    let key = here.owner.create_api_key(&key).await.unwrap().key;
    vec![
        ("access token", owned(&of_application["access_token"])),
        ("refresh token", owned(&of_application["refresh_token"])),
        ("ID token", owned(&of_application["id_token"])),
        ("logout token", logout_token),
        ("code", here.rp.code(&here.ada, &[]).await),
        ("client secret", here.rp.secret.clone().unwrap()),
        ("waiting request", asked(&here.ada.get(&consent).await)),
        (
            "pushed request",
            pushed.strip_prefix(PUSHED).unwrap().to_owned(),
        ),
        ("token of the User Portal", here.ada.portal.token().unwrap()),
        ("token of the Admin Portal", here.owner.token().unwrap()),
        ("API key", key),
    ]
}

async fn bearer(here: &Setting, path: &str, token: &str) -> bool {
    let url = format!("{}{path}", here.server.origin);
    let request = here.ada.http.get(url).bearer_auth(token);
    request.send().await.unwrap().status() == 200
}

/// Whether the token opens the door.
async fn opens(here: &Setting, door: &str, token: &str) -> bool {
    let rp = &here.rp;
    match door {
        "userinfo" => bearer(here, "/oidc/userinfo", token).await,
        "me" => bearer(here, "/api/v1/me", token).await,
        "users" => bearer(here, "/api/v1/users", token).await,
        "introspection" => rp.introspect(&json!(token)).await["active"] == true,
        "client secret" => {
            let mut rp = rp.clone();
            rp.secret = Some(token.to_owned());
            rp.post("/oidc/introspect", &[("token", "x")]).await.0 == 200
        }
        "client assertion" => {
            let mut rp = rp.clone();
            rp.secret = None;
            let kind = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
            let form = [
                ("token", "x"),
                ("client_assertion_type", kind),
                ("client_assertion", token),
            ];
            rp.post("/oidc/introspect", &form).await.0 == 200
        }
        "code" => rp.redeem(token).await.0 == 200,
        "refresh" => {
            let form = [("grant_type", "refresh_token"), ("refresh_token", token)];
            rp.post("/oidc/token", &form).await.0 == 200
        }
        "waiting request" => {
            let query = encoded(&[("request", token)]);
            here.ada
                .get(&format!("/oidc/continue?{query}"))
                .await
                .status()
                == 303
        }
        "pushed request" => {
            let name = format!("{PUSHED}{token}");
            let query = encoded(&[("client_id", &*rp.client_id), ("request_uri", &*name)]);
            let answer = here.ada.get(&format!("/oidc/authorize?{query}")).await;
            let location = answer.headers().get("location");
            location.is_some_and(|to| field(to.to_str().unwrap(), "code").is_some())
        }
        "sign-out" => {
            // Anything else is asked about.
            let query = encoded(&[("id_token_hint", token)]);
            let page = here.ada.get(&format!("/oidc/logout?{query}")).await;
            page.text().await.unwrap().contains("You are signed out")
        }
        other => panic!("no such door: {other}"),
    }
}

async fn each_kind_of_token_at_each_door(backend: Backend) {
    let (address, bodies) = logout_endpoint(&["200 OK"]);
    let database = TestDatabase::installed(backend).await;
    let server = TestServer::start_on(database, |config| {
        config.server.logout_notice_networks = vec!["127.0.0.0/8".parse().unwrap()];
    });
    let settings = OidcSettings {
        backchannel_logout_uri: Some(address),
        ..web()
    };
    let here = Setting::on(server.await, settings).await;
    // A logout token is about another session of hers, so that this one goes on.
    let elsewhere = Surfer::signed_in(&here.server, ADA).await;
    here.rp.tokens(&elsewhere, &[]).await;
    elsewhere.portal.sign_out().await.unwrap();
    let notice = harness::until(Duration::from_secs(20), "the notice", async || {
        bodies.try_recv().ok()
    });
    let notice = notice.await;
    let logout_token = notice.strip_prefix("logout_token=").unwrap().to_owned();

    let tokens = tokens(&here, logout_token).await;
    for (door, keys) in DOORS {
        for key in keys {
            assert!(tokens.iter().any(|(kind, _)| kind == key), "{key}");
        }
        for (kind, token) in &tokens {
            if !keys.contains(kind) {
                assert!(!opens(&here, door, token).await, "{kind} at {door}");
            }
        }
    }
    // Nothing was used up by that, and each door opens to what it is for.
    for (door, keys) in DOORS {
        for (kind, token) in tokens.iter().filter(|(kind, _)| keys.contains(kind)) {
            assert!(opens(&here, door, token).await, "{kind} at {door}");
        }
    }
}
