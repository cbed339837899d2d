//! Signing out, begun by an application (attack classes 20 and 21).

use harness::{Backend, RelyingParty, Surfer, encoded, field, location, on_both_databases, web};
use serde_json::Value;

use super::{ADA, Setting};

on_both_databases!(
    a_good_hint_signs_out_at_once,
    anything_else_asks,
    the_browser_returns_to_registered_addresses_only,
    another_page_signs_nobody_out,
);

const BYE: &str = "https://app.example.com/bye";

async fn hint(here: &Setting) -> String {
    let tokens = here.rp.tokens(&here.ada, &[]).await;
    tokens["id_token"].as_str().unwrap().to_owned()
}

async fn is_signed_in(surfer: &Surfer, rp: &RelyingParty) -> bool {
    field(&rp.sent(surfer, &[("prompt", "none")]).await, "code").is_some()
}

fn logout(fields: &[(&str, &str)]) -> String {
    format!("/oidc/logout?{}", encoded(fields))
}

async fn a_good_hint_signs_out_at_once(backend: Backend) {
    let here = Setting::new(backend).await;
    let hint = hint(&here).await;
    let fields = [
        ("id_token_hint", &*hint),
        ("post_logout_redirect_uri", BYE),
        ("state", "st&te"),
    ];
    let answer = here.ada.get(&logout(&fields)).await;
    assert_eq!(location(&answer), format!("{BYE}?state=st%26te"));
    assert!(!is_signed_in(&here.ada, &here.rp).await);
    assert!(here.ada.portal.me().await.is_err());
    // Again, nobody is signed in, and the way back is the same.
    let answer = here.ada.get(&logout(&fields)).await;
    assert!(location(&answer).starts_with(BYE));

    // An expired hint is as good.
    here.ada.sign_in(ADA).await;
    let hint = self::hint(&here).await;
    here.server.clock.advance(rules::lifetimes::ID_TOKEN * 3);
    let fields = [("id_token_hint", &*hint)];
    let answer = here.ada.get(&logout(&fields)).await;
    // Without an address to return to, a page says what has happened.
    assert_eq!(answer.status(), 200);
    let cookies = answer.headers().get_all("set-cookie").iter().count();
    assert!(cookies > 0, "{answer:?}");
    let page = answer.text().await.unwrap();
    let text = "You are signed out of Grafana and of Latchkey</h1>";
    assert!(page.contains(text), "{page}");
    // Who is not signed in is not told which application a request names.
    let page = here.ada.get(&logout(&fields)).await.text().await.unwrap();
    assert!(
        page.contains("You are signed out of Latchkey</h1>"),
        "{page}"
    );
    assert!(!is_signed_in(&here.ada, &here.rp).await);
}

async fn anything_else_asks(backend: Backend) {
    let here = Setting::new(backend).await;
    let hint = hint(&here).await;
    let grace = "grace@example.com";
    here.server.active_user(&here.owner, grace).await;
    let grace = Surfer::signed_in(&here.server, grace).await;
    let hers = here.rp.tokens(&grace, &[]).await;
    let hers = hers["id_token"].as_str().unwrap();
    let forged = format!("{}x", &hint[..hint.len() - 1]);
    let id = here.rp.client_id.as_str();
    for fields in [
        vec![],
        vec![("client_id", id)],
        vec![("id_token_hint", hers)],
        vec![("id_token_hint", &*forged)],
        vec![
            ("id_token_hint", "x"),
            ("client_id", id),
            ("post_logout_redirect_uri", BYE),
        ],
    ] {
        let page = here.ada.get(&logout(&fields)).await;
        assert_eq!(page.status(), 200, "{fields:?}");
        assert!(
            page.text().await.unwrap().contains("Sign out?"),
            "{fields:?}"
        );
        assert!(is_signed_in(&here.ada, &here.rp).await, "{fields:?}");
    }
    let fields = [
        ("client_id", id),
        ("post_logout_redirect_uri", BYE),
        ("state", "s"),
    ];
    let origin = &here.server.origin;
    let answer = here.ada.post("/oidc/logout/confirm", origin, &fields).await;
    assert_eq!(location(&answer), format!("{BYE}?state=s"));
    assert!(!is_signed_in(&here.ada, &here.rp).await);
    assert!(is_signed_in(&grace, &here.rp).await);
}

async fn the_browser_returns_to_registered_addresses_only(backend: Backend) {
    let here = Setting::new(backend).await;
    let settings = contract::applications::OidcSettings {
        after_logout_uris: vec!["https://other.example.com/bye".to_owned()],
        ..web()
    };
    let other = RelyingParty::named(&here.server, &here.owner, "Other", settings).await;
    let hint = hint(&here).await;
    for address in [
        "https://evil.example/",
        "https://other.example.com/bye",
        "https://app.example.com/bye/",
        "https://app.example.com/bye?a=b",
        "https://app.example.com/bye#a",
        harness::CALLBACK,
        "javascript:alert(1)",
        "//evil.example",
    ] {
        let wishes: [Vec<(&str, &str)>; 3] = [
            vec![("id_token_hint", &*hint)],
            vec![("client_id", &*here.rp.client_id)],
            vec![],
        ];
        for mut fields in wishes {
            fields.push(("post_logout_redirect_uri", address));
            let answer = here.ada.get(&logout(&fields)).await;
            assert_eq!(answer.status(), 400, "{fields:?}");
            assert!(answer.headers().get("location").is_none());
            let origin = &here.server.origin;
            let answer = here.ada.post("/oidc/logout/confirm", origin, &fields).await;
            assert_eq!(answer.status(), 400, "{fields:?}");
        }
    }
    // Not even the address of the application that the hint was not issued to.
    let mixed = [
        ("id_token_hint", &*hint),
        ("client_id", &*other.client_id),
        ("post_logout_redirect_uri", "https://other.example.com/bye"),
    ];
    assert_eq!(here.ada.get(&logout(&mixed)).await.status(), 400);
    assert!(is_signed_in(&here.ada, &here.rp).await);
}

async fn another_page_signs_nobody_out(backend: Backend) {
    let here = Setting::new(backend).await;
    let hint = hint(&here).await;
    let fields = [("id_token_hint", &*hint)];
    // A form of another site brings no cookie, so it only leads to the request by query.
    let answer = here
        .ada
        .post("/oidc/logout", "https://evil.example", &fields)
        .await;
    assert!(location(&answer).starts_with("/oidc/logout?id_token_hint="));
    assert!(is_signed_in(&here.ada, &here.rp).await);
    for origin in ["https://evil.example", "null", "https://app.example.com"] {
        let answer = here.ada.post("/oidc/logout/confirm", origin, &[]).await;
        assert_eq!(answer.status(), 403, "{origin}");
        let problem: Value = answer.json().await.unwrap();
        assert_eq!(problem["type"], "urn:latchkey:problem:wrong-origin");
    }
    let twice = format!("/oidc/logout?id_token_hint={hint}&id_token_hint={hint}");
    assert_eq!(here.ada.get(&twice).await.status(), 400);
    assert!(is_signed_in(&here.ada, &here.rp).await);
}
