//! Hostile spellings of redirect addresses. Only the registered one matches.

use proptest::prelude::*;
use rules::openid::ClientKind;

use crate::address::{AddressProblem, Purpose, check, matches, origin};

const REGISTERED: &str = "https://app.example.com/oauth/callback";

/// Ways to change an address so that some parser still reads it as the registered one, or so that a
/// prefix, suffix or host comparison accepts it.
fn spellings() -> Vec<String> {
    let (host, path) = ("app.example.com", "/oauth/callback");
    let mut all = Vec::new();
    let schemes = [
        "http",
        "HTTPS",
        "Https",
        "hTTps",
        "ftp",
        "javascript",
        "data",
        "file",
        "blob",
        "ws",
        "wss",
        "",
        "com.example.app",
        "intent",
        "about",
        "view-source:https",
    ];
    all.extend(schemes.map(|scheme| format!("{scheme}://{host}{path}")));
    let hosts = [
        "APP.example.com",
        "App.Example.Com",
        "app.example.com.",
        "app.example.com..",
        "app.example.com:443",
        "app.example.com:80",
        "app.example.com:8443",
        "app.example.com:",
        "app.example.com:0443",
        "app.example.com:65536",
        "app.example.com@evil.example",
        "app.example.com:x@evil.example",
        "evil.example@app.example.com",
        "@app.example.com",
        ":@app.example.com",
        "user:pass@app.example.com",
        "app.example.com%40evil.example",
        "app.example.com%2eevil.example",
        "app%2eexample.com",
        "app.example.com%00.evil.example",
        "app.example.com%00",
        "app.example.com%0d%0a",
        "app.example.com#.evil.example",
        "app.example.com?.evil.example",
        "app.example.com\\.evil.example",
        "app.example.com\\@evil.example",
        "evil.example\\@app.example.com",
        "app.example.com;evil.example",
        "app.example.com,evil.example",
        "app.example.com evil.example",
        "app.example.com\t",
        "app.example.com\n",
        "app.example.com.evil.example",
        "evilapp.example.com",
        "evil-app.example.com",
        "x.app.example.com",
        "example.com",
        "app.example.co",
        "app.example.comm",
        "app.example.com.au",
        "app-example.com",
        "appXexample.com",
        "app.example.com/evil.example",
        "evil.example/app.example.com",
        "evil.example#app.example.com",
        "evil.example?app.example.com",
        "ａpp.example.com",
        "app。example。com",
        "app．example．com",
        "app.example.com\u{200b}",
        "app.ex\u{00ad}ample.com",
        "аpp.example.com",
        "xn--pp-7kc.example.com",
        "app.exa\u{212a}mple.com",
        "app.EXAMPLE.com",
        "127.0.0.1",
        "[::1]",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "127.1",
        "[::ffff:127.0.0.1]",
        "localhost",
        "169.254.169.254",
        "[app.example.com]",
        "app.example.com%5c",
        "*.example.com",
        "app.*.com",
        "*",
        "",
        "app..example.com",
        ".app.example.com",
        "app.example.com%2f",
        "app.example.com%23",
        "app.example.com%3f",
        "app.example.com%3a443",
        "a%70p.example.com",
    ];
    all.extend(hosts.map(|host| format!("https://{host}{path}")));
    let paths = [
        "",
        "/",
        "/oauth",
        "/oauth/",
        "/oauth/callback/",
        "/oauth/callback//",
        "/oauth/callback/.",
        "/oauth/callback/..",
        "/oauth/callback/../callback",
        "/oauth/callback/../../evil",
        "/oauth/./callback",
        "/./oauth/callback",
        "//oauth/callback",
        "/oauth//callback",
        "///oauth/callback",
        "/oauth/../oauth/callback",
        "/oauth/callback%2f",
        "/oauth/callback%2F",
        "/oauth%2fcallback",
        "/oauth%2Fcallback",
        "/%6fauth/callback",
        "/%6Fauth/callback",
        "/oauth/callbac%6b",
        "/oauth/callback%20",
        "/oauth/callback%00",
        "/oauth/callback%0a",
        "/oauth/callback%0d%0aSet-Cookie:a=b",
        "/oauth/callback%09",
        "/oauth/callback ",
        " /oauth/callback",
        "/oauth/callback\t",
        "/oauth/callback\n",
        "/oauth/callback\r\n",
        "/oauth/callback\0",
        "/oauth/callback?",
        "/oauth/callback?a=b",
        "/oauth/callback?code=x",
        "/oauth/callback?#",
        "/oauth/callback#",
        "/oauth/callback#a",
        "/oauth/callback#?code=x",
        "/oauth/callback%23",
        "/oauth/callback%3f",
        "/oauth/callback;",
        "/oauth/callback;a=b",
        "/oauth/callback;/../evil",
        "/oauth/callback\\",
        "\\oauth\\callback",
        "/oauth\\callback",
        "/oauth/callback\\..\\evil",
        "/oauth/callback/%2e",
        "/oauth/callback/%2e%2e",
        "/oauth/callback/%2e%2e/evil",
        "/oauth/callback/..%2fevil",
        "/oauth/callback/%252e%252e",
        "/oauth/callback%252f",
        "/oauth/callback/.%2e/evil",
        "/oauth/callback/%2e./evil",
        "/oauth/callback/..;/evil",
        "/OAUTH/CALLBACK",
        "/Oauth/Callback",
        "/oauth/Callback",
        "/oauth/callbackk",
        "/oauth/callbac",
        "/oauth/callback.evil",
        "/oauth/callback/evil",
        "/oauth/callback@evil.example",
        "/oauth/callback:443",
        "/oauth/callback*",
        "/oauth/*",
        "/*",
        "/oauth/callback%2e%2e%2fevil",
        "/oauth/callback/../../../",
        "/oauth/callback&a=b",
        "/oauth/callback%26a=b",
        "/oauth/callback+",
        "/oauth/callback%u002f",
        "/oauth/callback\u{2028}",
        "/oauth/callback\u{feff}",
        "/oauth/\u{200b}callback",
        "/oauth/cаllback",
        "/oauth/callback|",
        "/oauth/callback\"",
        "/oauth/callback'",
        "/oauth/callback<script>",
        "/oauth/callback`",
        "/oauth/callback{}",
        "/oauth/callback^",
        "/oauth/callback%",
        "/oauth/callback%zz",
    ];
    all.extend(paths.map(|path| format!("https://{host}{path}")));
    for junk in [
        "\u{feff}", " ", "\t", "\n", "\r\n", "\0", "%20", "%00", "%09", "/", "//", "\\", "@",
    ] {
        all.push(format!("{junk}{REGISTERED}"));
        all.push(format!("{REGISTERED}{junk}"));
        all.push(REGISTERED.replace("://", &format!("://{junk}")));
        all.push(REGISTERED.replace(':', &format!("{junk}:")));
        all.push(REGISTERED.replace("/oauth", &format!("{junk}/oauth")));
    }
    for other in [
        "https:app.example.com/oauth/callback",
        "https:/app.example.com/oauth/callback",
        "https:///app.example.com/oauth/callback",
        "//app.example.com/oauth/callback",
        "/oauth/callback",
        "oauth/callback",
        "?",
        "#",
        "",
        "app.example.com/oauth/callback",
        "https:\\\\app.example.com\\oauth\\callback",
        "https://app.example.com\\oauth/callback",
        "https%3a%2f%2fapp.example.com%2foauth%2fcallback",
        "javascript:alert(1)",
        "javascript://app.example.com/oauth/callback%0aalert(1)",
        "data:text/html,https://app.example.com/oauth/callback",
        "urn:ietf:wg:oauth:2.0:oob",
        "urn:ietf:wg:oauth:2.0:oob:auto",
        "postmessage",
        "null",
        "undefined",
        "https://evil.example/https://app.example.com/oauth/callback",
        "https://evil.example/?https://app.example.com/oauth/callback",
        "https://evil.example/#https://app.example.com/oauth/callback",
        "https://app.example.com/oauth/callback https://evil.example/",
        "https://app.example.com/oauth/callback,https://evil.example/",
        "https://app.example.com/oauth/callback\nhttps://evil.example/",
        "https://app.example.com/oauth/callbackhttps://evil.example/",
    ] {
        all.push(other.to_owned());
    }
    // Every character in the other case or percent-encoded.
    for (at, c) in REGISTERED.char_indices() {
        let (before, after) = (&REGISTERED[..at], &REGISTERED[at + 1..]);
        if c.is_ascii_alphabetic() {
            all.push(format!("{before}{}{after}", c.to_ascii_uppercase()));
        }
        all.push(format!("{before}%{:02x}{after}", u32::from(c)));
        all.push(format!("{before}{after}"));
    }
    all.sort();
    all.dedup();
    all.retain(|spelling| spelling != REGISTERED);
    all
}

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
        ("https://app.example.com/", Web),
        ("https://app.example.com:8443/cb?tenant=1", Browser),
        ("https://xn--bcher-kva.example/cb", Web),
        ("https://10.0.0.4/cb", Web),
        ("http://localhost:3000/cb", Web),
        ("http://localhost:8085/auth/callback", Native),
        ("http://127.0.0.1/cb", Native),
        ("http://[::1]/cb", Native),
        ("com.example.app:/cb", Native),
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
