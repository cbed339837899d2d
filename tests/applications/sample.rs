//! The sample application of the demo.

use contract::applications::OidcSettings;
use harness::{free_port, until};
use serde_json::{Value, json};
use tokio::process::Command;

use crate::installed;
use crate::process::Listening;
use crate::setting::{ADA, GABRIEL, PATIENCE, Setting, arrive, open};

/// The server writes the credentials of the application that the demo has.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_demo_hands_over_credentials_that_work() {
    let setting = Setting::new().await;
    let path = setting.installation.data_dir();
    let path = path.join("sample-application.json");
    let text = until(PATIENCE, "the credentials", async || {
        std::fs::read_to_string(&path).ok()
    })
    .await;
    let found: Value = serde_json::from_str(&text).unwrap();
    assert_eq!(found["issuer"], setting.server.origin);
    let text = |name: &str| found[name].as_str().unwrap();
    let request = harness::plain_http()
        .post(format!("{}/oidc/introspect", setting.server.origin))
        .basic_auth(text("clientId"), Some(text("clientSecret")))
        .header("Content-Type", "application/x-www-form-urlencoded")
        .body("token=unknown");
    let answer = request.send().await.unwrap();
    assert_eq!(answer.status(), 200);
    let answer: Value = answer.json().await.unwrap();
    assert_eq!(answer, json!({ "active": false }));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_shows_claims_signs_out_and_notices_the_end_of_a_session() {
    let setting = Setting::new().await;
    let folder = tempfile::tempdir().unwrap();
    let port = free_port();
    let at = |path: &str| format!("http://127.0.0.1:{port}{path}");
    let settings = OidcSettings {
        redirect_uris: vec![at("/callback")],
        after_logout_uris: vec![at("/signed-out")],
        backchannel_logout_uri: Some(at("/back-channel-logout")),
        initiate_login_uri: Some(at("/sign-in")),
        ..OidcSettings::default()
    };
    let groups = ["Engineering", "London office"];
    // The demo has one with the same name at a fixed port.
    let application = setting.register("Second sample", settings, &groups).await;
    let credentials = folder.path().join("credentials.json");
    let text = json!({
        "issuer": setting.server.origin,
        "clientId": application.client_id,
        "clientSecret": application.client_secret,
    });
    std::fs::write(&credentials, text.to_string()).unwrap();
    let mut sample = Command::new(installed("LATCHKEY_TEST_SAMPLE"));
    sample.arg("--credentials").arg(&credentials);
    sample.arg("--port").arg(port.to_string());
    let _sample = Listening::start(sample, folder.path(), &at("/")).await;

    let ada = setting.browser(ADA).await;
    let opened = ada.portal.open_application(application.id).await.unwrap();
    let shown = open(&ada, &opened.address).await;
    assert_eq!((shown.status, shown.url.path()), (200, "/"));
    for expected in ["Ada Lovelace", ADA, "Engineering, London office"] {
        assert!(shown.text.contains(expected), "{shown:?}");
    }

    // A response that was begun in another browser signs nobody in.
    let stranger = setting.browser(ADA).await;
    let refused = open(&stranger, &at("/callback?code=x&state=y&iss=z")).await;
    assert_eq!(refused.status, 400);
    // Neither does a forged notice end anything.
    let forged = ada.http.post(at("/back-channel-logout"));
    let forged = forged.header("Content-Type", "application/x-www-form-urlencoded");
    let answer = forged.body("logout_token=a.b.c").send().await.unwrap();
    assert_eq!(answer.status(), 400);
    assert!(open(&ada, &at("/")).await.text.contains("Ada Lovelace"));

    ada.portal.sign_out().await.unwrap();
    until(PATIENCE, "the notice", async || {
        let shown = open(&ada, &at("/")).await;
        shown
            .text
            .contains("You have been signed out")
            .then_some(())
    })
    .await;

    let ada = setting.browser(ADA).await;
    open(&ada, &at("/sign-in")).await;
    let address = at("/sign-out");
    let answer = ada.http.post(&address).send().await.unwrap();
    let shown = arrive(&ada, &address, answer).await;
    assert_eq!(shown.url.path(), "/signed-out", "{shown:?}");
    assert!(ada.portal.my_applications().await.is_err());

    // A person who is in none of the groups gets to a page of the portal that says so.
    let gabriel = setting.browser(GABRIEL).await;
    let refused = open(&gabriel, &at("/sign-in")).await;
    assert_eq!(refused.url.path(), "/continue", "{refused:?}");
}
