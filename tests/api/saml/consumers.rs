//! Responses go to registered addresses only, and errors too (attack class 29).

use harness::saml::{ACS, Message, SECOND_ACS, consumer, query, signed_query, sp_key};
use harness::{Backend, on_both_databases};

use super::Setting;

on_both_databases!(
    only_a_registered_address_gets_a_response,
    no_error_goes_to_another_address,
    an_address_that_is_removed_gets_nothing_any_more,
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
        ";",
        "&amp;x=y",
    ]
    .map(|end| format!("{ACS}{end}"))
    .to_vec();
    all.extend(
        [
            "http://sp.example.com/acs",
            "HTTPS://sp.example.com/acs",
            "https://SP.example.com/acs",
            "https://sp.example.com:443/acs",
            "https://sp.example.com./acs",
            "https://sp.example.com//acs",
            "https://sp.example.com/ACS",
            "https://sp.example.com/./acs",
            "https://sp.example.com/x/../acs",
            "https://sp.example.com/%61cs",
            "https://sp.example.com\\acs",
            "https://user@sp.example.com/acs",
            "https://user:secret@sp.example.com/acs",
            "https://sp.example.com@evil.example/acs",
            "https://evil.example/acs",
            "https://evil.example/?https://sp.example.com/acs",
            "https://evil.example#https://sp.example.com/acs",
            "https://sp.example.com/second",
            "https://sp.example.com/second?a=1&a=1",
            "https://sp.example.com/signed-out",
            "//sp.example.com/acs",
            "/acs",
            "acs",
            "javascript:alert(1)",
            "data:text/html,x",
            "",
        ]
        .map(str::to_owned),
    );
    all
}

/// Requests that want the response at an address that is not registered.
fn wrong(here: &Setting) -> Vec<Message> {
    let request = || here.sp.request();
    let mut all: Vec<Message> = spellings()
        .iter()
        .map(|address| request().with("AssertionConsumerServiceURL", address))
        .collect();
    for index in ["1", "8", "65535", "65536", "70000000000", "-1", "x", ""] {
        all.push(request().with("AssertionConsumerServiceIndex", index));
    }
    // Both, which could contradict each other.
    let both = request().with("AssertionConsumerServiceIndex", "7");
    all.push(both.clone().with("AssertionConsumerServiceURL", ACS));
    all.push(both.with("AssertionConsumerServiceURL", SECOND_ACS));
    all
}

async fn only_a_registered_address_gets_a_response(backend: Backend) {
    let here = Setting::new(backend).await;
    for request in wrong(&here) {
        let xml = request.xml();
        // Not even if the application itself asks for it.
        for query in [query(&xml, None), signed_query(&xml, None, sp_key())] {
            let text = here.refused(&query).await;
            assert!(!text.contains("href=\"https://evil"), "{text}");
        }
    }
    let evil = "https://evil.example/acs";
    let request = here.sp.request().with("AssertionConsumerServiceURL", evil);
    here.refused(&query(&request.xml(), None)).await;
    let problems = here.owner.application_problems(here.sp.id).await.unwrap();
    assert!(problems.items[0].message.contains("not registered"));
    assert_eq!(
        here.sp.sent(&here.ada, &here.sp.request()).await.action,
        ACS
    );
}

async fn no_error_goes_to_another_address(backend: Backend) {
    let here = Setting::new(backend).await;
    let evil = "https://evil.example/acs";
    let unknown = "urn:oasis:names:tc:SAML:2.0:ac:classes:X509";
    let binding = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Artifact";
    let subject = "<saml:Subject><saml:NameID>ada@example.com</saml:NameID></saml:Subject>";
    for (request, status) in [
        (here.sp.request().for_context(unknown), "NoAuthnContext"),
        (
            here.sp.request().with("ProtocolBinding", binding),
            "UnsupportedBinding",
        ),
        (here.sp.request().containing(subject), "RequestUnsupported"),
    ] {
        let form = here.sp.sent(&here.ada, &request).await;
        assert_eq!(form.action, ACS);
        assert_eq!(form.answer().status()[1], status);
        let request = request.with("AssertionConsumerServiceURL", evil);
        here.refused(&query(&request.xml(), None)).await;
    }
    // Who has sent it is not known for certain, so nothing goes anywhere.
    let other = Message {
        issuer: "https://evil.example/metadata".to_owned(),
        ..here.sp.request()
    };
    let elsewhere = here
        .sp
        .request()
        .with("Destination", "https://evil.example/sso");
    for request in [other, elsewhere] {
        here.refused(&query(&request.xml(), None)).await;
    }
}

async fn an_address_that_is_removed_gets_nothing_any_more(backend: Backend) {
    let here = Setting::new(backend).await;
    let stranger = harness::Surfer::new(&here.server);
    let request = here
        .sp
        .request()
        .with("AssertionConsumerServiceURL", SECOND_ACS);
    let waiting = stranger.get(&here.sp.path(&request)).await;
    let token = crate::openid::asked(&waiting);
    stranger.sign_in(super::ADA).await;
    here.change(|settings| settings.consumers = vec![consumer(ACS, 0)])
        .await;
    here.refused(&query(&request.xml(), None)).await;
    // Nor does a request that was checked before.
    let path = format!("/oidc/continue?request={token}");
    super::page(stranger.get(&path).await).await;
}
