//! Native apps get responses on the device: at a loopback port that they choose, or by a scheme of their own
//! (RFC 8252; attack class 1).

use contract::applications::OidcSettings;
use harness::{Backend, VERIFIER, encoded, field, location, on_both_databases, web};
use rules::openid::{ClientAuthentication, ClientKind};
use serde_json::json;

use super::Setting;

on_both_databases!(
    an_app_listens_at_a_port_that_it_chooses,
    an_app_is_opened_by_its_own_scheme,
);

/// A native app with these redirect URIs.
fn native(addresses: &[&str]) -> OidcSettings {
    OidcSettings {
        kind: ClientKind::Native,
        auth: ClientAuthentication::Public,
        redirect_uris: addresses.iter().map(|one| (*one).to_owned()).collect(),
        ..web()
    }
}

/// Expects that a request for a response at this address leads nowhere.
async fn is_refused(here: &Setting, address: &str) {
    let path = here.rp.authorize_path(&[("redirect_uri", address)]);
    let answer = here.ada.get(&path).await;
    assert_eq!(answer.status(), 400, "{address}");
    assert!(answer.headers().get("location").is_none(), "{address}");
}

async fn an_app_listens_at_a_port_that_it_chooses(backend: Backend) {
    let registered = ["http://127.0.0.1/callback", "http://[::1]/callback"];
    let here = Setting::with(backend, native(&registered)).await;
    let chosen = "http://127.0.0.1:51004/callback";
    for address in [
        chosen,
        "http://127.0.0.1:8085/callback",
        "http://127.0.0.1/callback",
        "http://[::1]:51004/callback",
    ] {
        let sent = here.rp.sent(&here.ada, &[("redirect_uri", address)]).await;
        assert!(sent.starts_with(&format!("{address}?code=")), "{sent}");
        let code = field(&sent, "code").unwrap();
        // A program at another port cannot redeem it.
        let other = "http://127.0.0.1:51005/callback";
        let (status, refused) = here.rp.redeem_with(&code, other, Some(VERIFIER)).await;
        assert_eq!((status, &refused["error"]), (400, &json!("invalid_grant")));
        let (status, tokens) = here.rp.redeem_with(&code, address, Some(VERIFIER)).await;
        assert_eq!(status, 200, "{address}: {tokens}");
    }
    for other in [
        "http://127.0.0.1:51004/other",
        "http://127.0.0.1:51004/callback?a=b",
        "http://127.0.0.2:51004/callback",
        "http://localhost:51004/callback",
        "https://127.0.0.1:51004/callback",
        "http://127.0.0.1:51004@evil.example/callback",
        "http://127.0.0.1.evil.example:51004/callback",
    ] {
        is_refused(&here, other).await;
    }
    // Only a native app chooses.
    here.change(|settings| settings.kind = ClientKind::Web)
        .await;
    is_refused(&here, chosen).await;
    let same = [("redirect_uri", registered[0])];
    assert!(field(&here.rp.sent(&here.ada, &same).await, "code").is_some());
}

async fn an_app_is_opened_by_its_own_scheme(backend: Backend) {
    let (callback, bye) = ("com.example.app:/callback", "com.example.app:/bye");
    let settings = OidcSettings {
        after_logout_uris: vec![bye.to_owned()],
        ..native(&[callback])
    };
    let here = Setting::with(backend, settings).await;
    let asks = ("redirect_uri", callback);
    let sent = here.rp.sent(&here.ada, &[asks]).await;
    assert!(sent.starts_with(&format!("{callback}?code=")), "{sent}");
    let code = field(&sent, "code").unwrap();
    let (status, tokens) = here.rp.redeem_with(&code, callback, Some(VERIFIER)).await;
    assert_eq!(status, 200, "{tokens}");
    // Browsers post no forms to apps.
    let posted = [asks, ("response_mode", "form_post")];
    let sent = here.rp.sent(&here.ada, &posted).await;
    assert!(sent.starts_with(&format!("{callback}?error=")), "{sent}");
    assert_eq!(field(&sent, "error").as_deref(), Some("invalid_request"));
    for other in [
        "COM.EXAMPLE.APP:/callback",
        "com.example.app:/callback/",
        "com.example.app://callback",
        "com.example.apps:/callback",
        "com.example.app:/bye",
        "com.example.app:80/callback",
    ] {
        is_refused(&here, other).await;
    }
    let hint = tokens["id_token"].as_str().unwrap();
    let fields = [("id_token_hint", hint), ("post_logout_redirect_uri", bye)];
    let path = format!("/oidc/logout?{}", encoded(&fields));
    assert_eq!(location(&here.ada.get(&path).await), bye);
}
