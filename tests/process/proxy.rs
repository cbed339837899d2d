//! The environment has no effect on where requests to applications go (attack class 23).

use std::net::TcpListener;
use std::time::Duration;

use client::Portal;
use contract::applications::{CreateApplication, OidcSettings};
use harness::{
    Backend, CALLBACK, Installation, Surfer, VERIFIER, challenge, encoded, field, location,
    logout_endpoint, until,
};
use identity::demo::CREDENTIALS;
use rules::application::OpenTo;

/// How long something may take that happens in the background.
const PATIENCE: Duration = Duration::from_secs(60);

/// A proxy resolves names itself, so it would reach what the server does not send requests to.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn notices_of_ended_sessions_do_not_go_through_a_proxy() {
    let proxy = TcpListener::bind("127.0.0.1:0").unwrap();
    proxy.set_nonblocking(true).unwrap();
    let through = format!("http://{}", proxy.local_addr().unwrap());
    let mut installation = Installation::new(Backend::Sqlite).await;
    installation.set("server", "logout_notice_networks", "['127.0.0.1/32']");
    for name in ["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"] {
        installation.set_variable(name, &through);
    }
    let server = installation.start_with(&["--demo"]).await;
    // The demo is created after the server has begun to listen.
    let owner = until(PATIENCE, "the demo", async || {
        let owner = server.anonymous(Portal::Admin);
        owner.begin_sign_in(CREDENTIALS.owner_email).await.ok()?;
        let password = CREDENTIALS.owner_password;
        owner.submit_password(password).await.ok()?;
        Some(owner)
    })
    .await;
    let (address, bodies) = logout_endpoint(&["200 OK"]);
    let settings = OidcSettings {
        redirect_uris: vec![CALLBACK.to_owned()],
        backchannel_logout_uri: Some(address),
        ..OidcSettings::default()
    };
    let new = CreateApplication {
        open_to: Some(OpenTo::Everyone),
        ..CreateApplication::oidc("Told of sign-outs", settings)
    };
    let made = owner.create_application(&new, None).await.unwrap();

    let ada = Surfer::at(&server.origin);
    let (email, password) = (CREDENTIALS.user_email, CREDENTIALS.user_password);
    ada.sign_in_with(email, password).await;
    let (id, challenge) = (made.id.to_string(), challenge(VERIFIER));
    let query = encoded(&[
        ("response_type", "code"),
        ("client_id", &*id),
        ("redirect_uri", CALLBACK),
        ("scope", "openid"),
        ("code_challenge", &*challenge),
        ("code_challenge_method", "S256"),
    ]);
    let answer = ada.get(&format!("/oidc/authorize?{query}")).await;
    assert!(field(&location(&answer), "code").is_some());
    ada.portal.sign_out().await.unwrap();
    // It is retried until the server has made its keys.
    until(PATIENCE, "the notice", async || bodies.try_recv().ok()).await;
    assert!(proxy.accept().is_err(), "the proxy was connected to");
}
