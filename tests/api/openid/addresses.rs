//! Responses go to registered addresses only, and errors too (attack classes 1, 2 and 6).

use harness::{Backend, CALLBACK, Surfer, field, location, on_both_databases};

use super::Setting;

on_both_databases!(
    only_the_registered_address_gets_a_response,
    no_error_goes_to_another_address,
    an_address_that_is_removed_gets_nothing_any_more,
    errors_name_the_issuer_too,
);

fn spellings() -> Vec<String> {
    let mut all: Vec<String> = [
        "/",
        "?",
        "#",
        "?a=1",
        "#a",
        ".evil.example",
        "/../x",
        "%2f",
        "%00",
        "\\@evil.example",
        "/%2e%2e",
        "@evil.example",
        "*",
        " ",
        "%20",
        "\t",
        "&x=y",
        ";",
    ]
    .map(|end| format!("{CALLBACK}{end}"))
    .to_vec();
    all.extend(
        [
            "http://app.example.com/callback",
            "HTTPS://app.example.com/callback",
            "https://APP.example.com/callback",
            "https://app.example.com:443/callback",
            "https://app.example.com./callback",
            "https://app.example.com//callback",
            "https://app.example.com/Callback",
            "https://app.example.com/./callback",
            "https://app.example.com/x/../callback",
            "https://app.example.com/call%62ack",
            "https://app.example.com\\callback",
            "https://user@app.example.com/callback",
            "https://app.example.com@evil.example/callback",
            "https://evil.example/callback",
            "https://evil.example/?https://app.example.com/callback",
            "https://evil.example#https://app.example.com/callback",
            "//app.example.com/callback",
            "/callback",
            "callback",
            "javascript:alert(1)",
            "data:text/html,x",
            "http://127.0.0.1:1/callback",
        ]
        .map(str::to_owned),
    );
    all
}

async fn only_the_registered_address_gets_a_response(backend: Backend) {
    let here = Setting::new(backend).await;
    for address in spellings() {
        let path = here.rp.authorize_path(&[("redirect_uri", &address)]);
        let answer = here.ada.get(&path).await;
        assert_eq!(answer.status(), 400, "{address}");
        assert!(answer.headers().get("location").is_none(), "{address}");
    }
    let without = here
        .ada
        .get(&here.rp.authorize_path(&[("redirect_uri", "")]))
        .await;
    assert_eq!(without.status(), 400);
    assert!(here.rp.sent(&here.ada, &[]).await.starts_with(CALLBACK));
}

async fn no_error_goes_to_another_address(backend: Backend) {
    let here = Setting::new(backend).await;
    let surfer = Surfer::new(&here.server);
    let foreign = ("redirect_uri", "https://evil.example/callback");
    for wrong in [
        ("response_type", "token"),
        ("response_type", "code id_token"),
        ("scope", "email"),
        ("prompt", "none"),
        ("prompt", "none login"),
        ("max_age", "-1"),
        ("code_challenge_method", "plain"),
        ("request", "e30.e30."),
    ] {
        for browser in [&here.ada, &surfer] {
            let answer = browser
                .get(&here.rp.authorize_path(&[wrong, foreign]))
                .await;
            assert_eq!(answer.status(), 400, "{wrong:?}");
            assert!(answer.headers().get("location").is_none(), "{wrong:?}");
            let page = answer.text().await.unwrap();
            assert!(!page.contains("href=\"https://evil.example"), "{page}");
        }
    }
    let unknown = [
        ("client_id", "0199f3c1-05b8-77ca-8ae4-c3a895d7b41a"),
        ("response_type", "x"),
    ];
    let answer = here.ada.get(&here.rp.authorize_path(&unknown)).await;
    assert_eq!(answer.status(), 400);
    assert!(answer.headers().get("location").is_none());
}

async fn an_address_that_is_removed_gets_nothing_any_more(backend: Backend) {
    let here = Setting::new(backend).await;
    let surfer = Surfer::new(&here.server);
    let token = super::asked(&surfer.get(&here.rp.authorize_path(&[])).await);
    here.change(|settings| settings.redirect_uris = vec!["https://new.example.com/".to_owned()])
        .await;
    surfer.sign_in(super::ADA).await;
    let answer = surfer.get(&format!("/oidc/continue?request={token}")).await;
    assert_eq!(answer.status(), 400);
    assert!(answer.headers().get("location").is_none());
}

async fn errors_name_the_issuer_too(backend: Backend) {
    let here = Setting::new(backend).await;
    for (wrong, error) in [
        (("response_type", "token"), "unsupported_response_type"),
        (("response_type", "code token"), "unsupported_response_type"),
        (("scope", "email"), "invalid_scope"),
        (("code_challenge", ""), "invalid_request"),
        (("code_challenge_method", "plain"), "invalid_request"),
        (("request", "e30.e30."), "request_not_supported"),
        (
            ("request_uri", "https://evil.example/"),
            "request_uri_not_supported",
        ),
    ] {
        let answer = here.ada.get(&here.rp.authorize_path(&[wrong])).await;
        let address = location(&answer);
        assert!(address.starts_with(CALLBACK), "{address}");
        assert_eq!(
            field(&address, "error").as_deref(),
            Some(error),
            "{wrong:?}"
        );
        assert_eq!(
            field(&address, "iss").as_deref(),
            Some(&*here.server.origin)
        );
        assert_eq!(field(&address, "state").as_deref(), Some("st&te"));
        assert_eq!(field(&address, "code"), None);
    }
}
