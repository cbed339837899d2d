//! Hostile spellings of redirect URIs. Only the registered one matches.

use proptest::prelude::*;
use rules::openid::ClientKind;

use super::spellings::{REGISTERED, spellings};
use crate::address::{AddressProblem, Purpose, check, matches, origin};

#[test]
fn no_other_spelling_matches() {
    let spellings = spellings();
    assert!(spellings.len() >= 300, "{} spellings", spellings.len());
    for kind in ClientKind::ALL {
        assert!(matches(REGISTERED, kind, REGISTERED));
        for spelling in &spellings {
            assert!(!matches(REGISTERED, kind, spelling), "{spelling:?}");
        }
    }
}

#[test]
fn only_native_apps_choose_a_loopback_port() {
    let native = |registered, requested| matches(registered, ClientKind::Native, requested);
    for (registered, requested) in [
        ("http://127.0.0.1/cb", "http://127.0.0.1:51004/cb"),
        ("http://127.0.0.1:8000/cb", "http://127.0.0.1:1/cb"),
        ("http://127.0.0.1:8000/cb", "http://127.0.0.1/cb"),
        ("http://127.0.0.1", "http://127.0.0.1:65535"),
        ("http://127.0.0.1?a=b", "http://127.0.0.1:80?a=b"),
        ("http://[::1]/cb", "http://[::1]:51004/cb"),
    ] {
        assert!(native(registered, requested), "{requested}");
        for kind in [ClientKind::Web, ClientKind::Browser, ClientKind::Service] {
            assert!(!matches(registered, kind, requested), "{requested}");
        }
    }
    for (registered, requested) in [
        ("http://127.0.0.1/cb", "http://127.0.0.1:0/cb"),
        ("http://127.0.0.1/cb", "http://127.0.0.1:/cb"),
        ("http://127.0.0.1/cb", "http://127.0.0.1:080/cb"),
        ("http://127.0.0.1/cb", "http://127.0.0.1:65536/cb"),
        ("http://127.0.0.1/cb", "http://127.0.0.1:+80/cb"),
        ("http://127.0.0.1/cb", "http://127.0.0.1:80"),
        ("http://127.0.0.1/cb", "http://127.0.0.1:80/cb/"),
        ("http://127.0.0.1/cb", "http://127.0.0.1:80/cb?a"),
        ("http://127.0.0.1/cb", "http://127.0.0.1:80@evil.example/cb"),
        ("http://127.0.0.1/cb", "http://127.0.0.1.evil.example/cb"),
        ("http://127.0.0.1/cb", "http://127.0.0.1:80.evil.example/cb"),
        (
            "http://127.0.0.1/cb",
            "http://127.0.0.1:80\\evil.example/cb",
        ),
        ("http://127.0.0.1/cb", "http://127.0.0.2:80/cb"),
        ("http://127.0.0.1/cb", "http://127.1:80/cb"),
        ("http://127.0.0.1/cb", "http://localhost:80/cb"),
        ("http://127.0.0.1/cb", "http://[::1]:80/cb"),
        ("http://127.0.0.1/cb", "https://127.0.0.1:80/cb"),
        ("http://127.0.0.1", "http://127.0.0.1:80#"),
        ("http://localhost/cb", "http://localhost:80/cb"),
        (
            "http://127.0.0.1.example.com/cb",
            "http://127.0.0.1.example.com:80/cb",
        ),
        ("https://127.0.0.1/cb", "https://127.0.0.1:80/cb"),
        ("com.example.app:/cb", "com.example.app:80/cb"),
    ] {
        assert!(!native(registered, requested), "{requested}");
    }
}

#[test]
fn registration_takes_what_clients_use() {
    use ClientKind::{Browser, Native, Web};
    for (address, kind) in [
        (REGISTERED, Web),
        ("https://app.example.com", Web),
        ("https://app.example.com?tenant=1", Web),
        ("https://app.example.com/", Web),
        ("https://app.example.com:8443/cb?tenant=1", Browser),
        ("https://xn--bcher-kva.example/cb", Web),
        ("https://10.0.0.4/cb", Web),
        ("http://localhost:3000/cb", Web),
        ("http://localhost:8085/auth/callback", Native),
        ("http://127.0.0.1/cb", Native),
        ("http://[::1]/cb", Native),
        ("com.example.app:/cb", Native),
        // RFC 8252, 7.1 and 7.3.
        ("com.example.app:/oauth2redirect/example-provider", Native),
        (
            "http://127.0.0.1:51004/oauth2redirect/example-provider",
            Native,
        ),
        ("app.immich:///oauth-callback", Native),
    ] {
        assert_eq!(check(address, kind, Purpose::Redirect), Ok(()), "{address}");
    }
}

#[test]
fn registration_refuses_what_is_dangerous() {
    use AddressProblem as P;
    use ClientKind::{Browser, Native, Web};
    let long = format!("https://app.example.com/{}", "a".repeat(2000));
    for (address, kind, problem) in [
        (long.as_str(), Web, P::TooLong),
        ("https://app.example.com/a b", Web, P::Characters),
        ("https://bücher.example/", Web, P::Characters),
        ("https://app.example.com\\a", Web, P::Characters),
        ("https://app.example.com/\"onload=", Web, P::Characters),
        ("https://app.example.com/\r\nA: b", Web, P::Characters),
        ("", Web, P::NotAbsolute),
        ("/cb", Web, P::NotAbsolute),
        ("app.example.com/cb", Web, P::NotAbsolute),
        ("https://*.example.com/cb", Web, P::Wildcard),
        ("https://app.example.com/*", Web, P::Wildcard),
        ("https://app.example.com/cb#", Web, P::Fragment),
        ("https://app.example.com/cb#a", Web, P::Fragment),
        ("https://user@app.example.com/cb", Web, P::UserInfo),
        ("https://user:pass@app.example.com/cb", Web, P::UserInfo),
        ("HTTPS://app.example.com/cb", Web, P::NotNormalized),
        ("https://APP.example.com/cb", Web, P::NotNormalized),
        ("https://app.example.com:443/cb", Web, P::NotNormalized),
        ("https://app.example.com/a/../cb", Web, P::NotNormalized),
        ("https://app.example.com/%2e%2e/cb", Web, P::NotNormalized),
        ("https:app.example.com/cb", Web, P::NotNormalized),
        ("http://2130706433/cb", Web, P::NotNormalized),
        ("http://app.example.com/cb", Web, P::Insecure),
        ("http://app.example.com/cb", Native, P::Insecure),
        ("http://localhost.evil.example/cb", Native, P::Insecure),
        ("http://127.0.0.2/cb", Native, P::Insecure),
        ("javascript:alert(1)", Web, P::Scheme),
        ("javascript:alert(1)", Native, P::Scheme),
        ("JavaScript:alert(1)", Native, P::Scheme),
        ("data:text/html,x", Native, P::Scheme),
        ("vbscript:x", Native, P::Scheme),
        ("file:///etc/passwd", Native, P::Scheme),
        ("blob:https://app.example.com/x", Native, P::Scheme),
        ("myapp:/cb", Native, P::Scheme),
        ("com.example.app:/cb", Web, P::Scheme),
        ("com.example.app:/cb", Browser, P::Scheme),
        (
            "https://app.example.com/cb?code=1",
            Web,
            P::ResponseParameter,
        ),
        (
            "https://app.example.com/cb?a=1&%73tate=1",
            Web,
            P::ResponseParameter,
        ),
        (
            "https://app.example.com/cb",
            ClientKind::Service,
            P::Service,
        ),
    ] {
        assert_eq!(
            check(address, kind, Purpose::Redirect),
            Err(problem),
            "{address}"
        );
    }
    let back_channel = |address| check(address, Web, Purpose::BackChannelLogout);
    assert_eq!(back_channel("https://app.example.com/logout"), Ok(()));
    assert_eq!(
        back_channel("http://app.example.com/logout"),
        Err(P::Insecure)
    );
    assert_eq!(back_channel("com.example.app:/logout"), Err(P::Scheme));
    let initiate = check("com.example.app:/cb", Native, Purpose::InitiateLogin);
    assert_eq!(initiate, Err(P::Scheme));
}

#[test]
fn origins_are_for_cors() {
    for (address, expected) in [
        (REGISTERED, Some("https://app.example.com")),
        ("http://localhost:3000/cb", Some("http://localhost:3000")),
        ("com.example.app:/cb", None),
        ("no address", None),
    ] {
        assert_eq!(origin(address).as_deref(), expected);
    }
}

proptest! {
    #[test]
    fn nothing_but_the_registered_address_matches_a_web_client(requested in ".*") {
        prop_assert!(!matches(REGISTERED, ClientKind::Web, &requested));
    }

    #[test]
    fn what_native_apps_may_request_stays_on_this_device(requested in "http://127\\.0\\.0\\.1.{0,20}") {
        if matches("http://127.0.0.1/cb", ClientKind::Native, &requested) {
            let url = url::Url::parse(&requested).unwrap();
            prop_assert_eq!(url.host_str(), Some("127.0.0.1"));
            prop_assert_eq!(url.path(), "/cb");
        }
    }
}
