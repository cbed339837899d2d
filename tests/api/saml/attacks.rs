//! Documents that attack the reader (attack class 30): refused immediately, from every sender.

use std::time::{Duration, Instant};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use harness::saml::{Form, deflated};
use harness::{Backend, encoded, on_both_databases};

use super::Setting;

on_both_databases!(
    hostile_documents_are_refused,
    bombs_are_refused_before_they_explode,
    what_is_no_message_is_refused,
);

/// Sends bytes in place of a document by both bindings. Both must refuse it.
async fn refused(here: &Setting, bytes: &[u8], what: &str) {
    let begun = Instant::now();
    let query = encoded(&[("SAMLRequest", &*deflated(bytes))]);
    let shown = here.ada.get(&here.sp.sso(&query)).await;
    // Too long an address is refused before anything reads it.
    assert!(shown.status().is_client_error(), "{what}: {shown:?}");
    let text = shown.text().await.unwrap();
    assert!(Form::find(&text).is_none(), "{what}: {text}");
    let path = format!("/saml/{}/sso", here.sp.id);
    let message = STANDARD.encode(bytes);
    let form = [("SAMLRequest", &*message)];
    let sent = here.ada.post(&path, "https://sp.example.com", &form).await;
    assert!(sent.status().is_client_error(), "{what}: {sent:?}");
    assert!(begun.elapsed() < Duration::from_secs(5), "{what}");
}

async fn hostile_documents_are_refused(backend: Backend) {
    let here = Setting::new(backend).await;
    let xml = here.sp.request().xml();
    let (start, _) = xml.split_once('>').unwrap();
    let with_doctype = |doctype: &str, issuer: &str| {
        format!(
            "<!DOCTYPE samlp:AuthnRequest {doctype}>{}",
            xml.replace(harness::saml::SP, issuer)
        )
    };
    let entity = |declared: &str| with_doctype(&format!("[{declared}]"), "&e;");
    let utf16: Vec<u8> = format!("<?xml version=\"1.0\" encoding=\"UTF-16\"?>{xml}")
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let utf16 = [&[0xff, 0xfe][..], &utf16].concat();
    let latin = format!("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>{xml}");
    let deep = "<a>".repeat(40) + &"</a>".repeat(40);
    let deep = format!("<samlp:Extensions>{deep}</samlp:Extensions>");
    let many: String = (0..100).map(|number| format!(" a{number}=\"\"")).collect();
    let unbound = xml.replace("xmlns:saml=", "xmlns:other=");
    for (what, document) in [
        ("DOCTYPE", with_doctype("", harness::saml::SP)),
        ("entity", entity("<!ENTITY e \"x\">")),
        ("file", entity("<!ENTITY e SYSTEM \"file:///etc/passwd\">")),
        (
            "parameter entity",
            entity("<!ENTITY % e SYSTEM \"http://127.0.0.1:1/\"> %e;"),
        ),
        (
            "undefined entity",
            xml.replace("Issuer>https", "Issuer>&e;https"),
        ),
        (
            "processing instruction",
            format!("<?xml-stylesheet href=\"x\"?>{xml}"),
        ),
        (
            "comment in a name",
            xml.replace("https://sp", "https://<!-- -->sp"),
        ),
        (
            "CDATA",
            xml.replace("Issuer>https", "Issuer><![CDATA[x]]>https"),
        ),
        ("two roots", format!("{xml}{xml}")),
        ("text behind", format!("{xml}x")),
        ("depth", here.sp.request().containing(&deep).xml()),
        (
            "attributes",
            xml.replacen(" ID=", &format!("{many} ID="), 1),
        ),
        ("twice", xml.replacen(" ID=", " ID=\"_other\" ID=", 1)),
        ("without an end", start.to_owned() + ">"),
        ("prefix without a namespace", unbound),
        (
            "other namespace",
            xml.replace(":2.0:assertion", ":1.0:assertion"),
        ),
        (
            "two issuers",
            here.sp
                .request()
                .containing("<saml:Issuer>x</saml:Issuer>")
                .xml(),
        ),
        ("encoding", latin),
        ("version", format!("<?xml version=\"1.1\"?>{xml}")),
        ("identifier", xml.replacen("ID=\"_", "ID=\"1 ", 1)),
        (
            "SAML 1.1",
            xml.replacen("Version=\"2.0\"", "Version=\"1.1\"", 1),
        ),
        (
            "time",
            xml.replacen("IssueInstant=\"2", "IssueInstant=\"x2", 1),
        ),
        ("wrapped", format!("<x>{xml}</x>")),
        (
            "another message",
            xml.replace("AuthnRequest", "LogoutRequest"),
        ),
        ("empty", String::new()),
    ] {
        assert_ne!(document, xml, "{what}");
        refused(&here, document.as_bytes(), what).await;
    }
    refused(&here, &utf16, "UTF-16").await;
    refused(&here, &[xml.as_bytes(), &[0xff]].concat(), "UTF-8").await;
    // The server still answers.
    assert_eq!(here.sp.assertion(&here.ada).await.name_id(), super::ADA);
}

async fn bombs_are_refused_before_they_explode(backend: Backend) {
    let here = Setting::new(backend).await;
    // A kilobyte that would become a megabyte, and one of 64 MiB that is sent in parts of an address.
    for megabytes in [1, 3] {
        let zeros = vec![b' '; megabytes * 1024 * 1024];
        let query = encoded(&[("SAMLRequest", &*deflated(&zeros))]);
        let begun = Instant::now();
        let text = here.refused(&query).await;
        assert!(text.contains("64 KiB"), "{text}");
        assert!(begun.elapsed() < Duration::from_secs(5));
    }
    let lol: String = (1..10)
        .map(|level| {
            let inside = format!("&l{};", level - 1).repeat(10);
            format!("<!ENTITY l{level} \"{inside}\">")
        })
        .collect();
    let laughs = format!("<!DOCTYPE x [<!ENTITY l0 \"lol\">{lol}]><x>&l9;</x>");
    refused(&here, laughs.as_bytes(), "billion laughs").await;
}

async fn what_is_no_message_is_refused(backend: Backend) {
    let here = Setting::new(backend).await;
    let xml = here.sp.request().xml();
    let plain = STANDARD.encode(&xml);
    let compressed = deflated(xml.as_bytes());
    for query in [
        String::new(),
        "SAMLRequest=".to_owned(),
        "SAMLRequest=%ff".to_owned(),
        "SAMLRequest=!!!".to_owned(),
        "RelayState=a".to_owned(),
        // Not compressed, and compressed with something behind it.
        encoded(&[("SAMLRequest", &*plain)]),
        encoded(&[(
            "SAMLRequest",
            &*STANDARD.encode([STANDARD.decode(&compressed).unwrap(), vec![0; 9]].concat()),
        )]),
        encoded(&[
            ("SAMLRequest", &*compressed),
            ("RelayState", &*"a".repeat(5000)),
        ]),
        encoded(&[
            ("SAMLRequest", &*compressed),
            ("RelayState", "a\r\nSet-Cookie: b"),
        ]),
    ] {
        here.refused(&query).await;
    }
    let bookmark = crate::applications::application(&here.owner, "Page")
        .await
        .id;
    // Old requests, and those from the future.
    let stale = here.sp.request();
    here.server.clock.advance(Duration::from_secs(11 * 60));
    let ada = harness::Surfer::signed_in(&here.server, super::ADA).await;
    super::page(ada.get(&here.sp.path(&stale)).await).await;
    let mut early = here.sp.request();
    early.issued_at = early.issued_at.plus(Duration::from_secs(4 * 60));
    super::page(ada.get(&here.sp.path(&early)).await).await;
    // Nothing is there for an application that does not exist or uses another protocol.
    let nothing = uuid::Uuid::now_v7();
    for id in [nothing.to_string(), bookmark.to_string(), "x".to_owned()] {
        for path in ["metadata", "sso", "launch", "logout"] {
            let shown = ada.get(&format!("/saml/{id}/{path}")).await;
            assert!(shown.status().is_client_error(), "{id} {path}");
        }
    }
}
