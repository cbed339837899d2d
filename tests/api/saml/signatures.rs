//! Signatures of requests are over the octets that came (attack class 28).

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use harness::saml::{RSA_SHA256, foreign_key, query, signed_query, sp_key};
use harness::{Backend, encoded, location, on_both_databases};

use super::Setting;

on_both_databases!(
    a_signature_covers_what_came_and_nothing_else,
    a_parameter_comes_once_and_in_its_own_spelling,
    unsigned_requests_are_refused_where_the_settings_say_so,
);

/// A signed query, in parts: the message, the RelayState, the algorithm, and the signature.
fn parts(query: &str) -> [&str; 4] {
    let parts: Vec<&str> = query.split('&').collect();
    parts.try_into().unwrap()
}

async fn a_signature_covers_what_came_and_nothing_else(backend: Backend) {
    let here = Setting::new(backend).await;
    let xml = here.sp.request().xml();
    let signed = signed_query(&xml, Some("a page"), sp_key());
    let shown = here.ada.get(&here.sp.sso(&signed)).await;
    assert_eq!(shown.status(), 200);
    let [message, state, algorithm, signature] = parts(&signed);

    // The order of the parameters does not matter, because the order that is signed is fixed.
    let moved = [signature, algorithm, state, message].join("&");
    assert_eq!(here.ada.get(&here.sp.sso(&moved)).await.status(), 200);

    let other = query(&here.sp.request().with("ForceAuthn", "true").xml(), None);
    let sha1 = encoded(&[("SigAlg", "http://www.w3.org/2000/09/xmldsig#rsa-sha1")]);
    let sha512 = RSA_SHA256.replace("sha256", "sha512");
    let sha512 = encoded(&[("SigAlg", &*sha512)]);
    let hmac = "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256";
    let hmac = encoded(&[("SigAlg", hmac)]);
    // The same values in another encoding are other octets.
    let reencoded = state.replace("a+page", "a%20page");
    assert_ne!(reencoded, state);
    let lower = message
        .replace("%2B", "%2b")
        .replace("%2F", "%2f")
        .replace("%3D", "%3d");
    let foreign = signed_query(&xml, Some("a page"), foreign_key());
    let mut changed = vec![
        [message, "RelayState=another", algorithm, signature].join("&"),
        [message, "RelayState=", algorithm, signature].join("&"),
        [message, algorithm, signature].join("&"),
        [message, &*reencoded, algorithm, signature].join("&"),
        [&*other, state, algorithm, signature].join("&"),
        [message, state, &*sha1, signature].join("&"),
        [message, state, &*sha512, signature].join("&"),
        [message, state, &*hmac, signature].join("&"),
        [message, state, "SigAlg=", signature].join("&"),
        [message, state, algorithm].join("&"),
        [message, state, signature].join("&"),
        [message, state, algorithm, "Signature="].join("&"),
        [message, state, algorithm, "Signature=AAAA"].join("&"),
        foreign,
    ];
    if lower != message {
        changed.push([&*lower, state, algorithm, signature].join("&"));
    }
    for query in changed {
        here.refused(&query).await;
    }

    // A signature that nobody can verify is not ignored.
    here.change(|settings| settings.request_certificates.clear())
        .await;
    let text = here.refused(&signed).await;
    assert!(text.contains("no certificate"), "{text}");
    // Several certificates, while the application replaces its key.
    here.change(|settings| {
        let keys = [foreign_key(), sp_key()];
        settings.request_certificates = keys.map(|key| key.certificate.clone()).to_vec();
    })
    .await;
    for key in [foreign_key(), sp_key()] {
        let query = signed_query(&here.sp.request().xml(), None, key);
        assert_eq!(here.ada.get(&here.sp.sso(&query)).await.status(), 200);
    }
}

async fn a_parameter_comes_once_and_in_its_own_spelling(backend: Backend) {
    let here = Setting::new(backend).await;
    let signed = signed_query(&here.sp.request().xml(), Some("a"), sp_key());
    let evil = query(&here.sp.request().with("ForceAuthn", "true").xml(), None);
    let [message, state, algorithm, signature] = parts(&signed);
    let (_, raw) = evil.split_once('=').unwrap();
    for added in [
        evil.as_str(),
        state,
        algorithm,
        signature,
        &*format!("SAMLReques%74={raw}"),
        &*format!("samlrequest={raw}"),
        &*format!("SAMLRequest%00={raw}"),
        &*format!("SAMLRequest+={raw}"),
        "%52elayState=b",
        "relayState=b",
        "SAMLResponse=x",
        "SAMLEncoding=urn:example:other",
    ] {
        for query in [format!("{signed}&{added}"), format!("{added}&{signed}")] {
            here.refused(&query).await;
        }
    }
    // What SAML does not know is ignored, wherever it is.
    let query = [message, "lang=de", state, "x", algorithm, signature].join("&");
    assert_eq!(here.ada.get(&here.sp.sso(&query)).await.status(), 200);
}

async fn unsigned_requests_are_refused_where_the_settings_say_so(backend: Backend) {
    let here = Setting::new(backend).await;
    assert_eq!(here.sp.assertion(&here.ada).await.name_id(), super::ADA);
    here.change(|settings| settings.requests_signed = true)
        .await;
    let text = here.refused(&query(&here.sp.request().xml(), None)).await;
    assert!(text.contains("not signed"), "{text}");
    let signed = here.sp.signed(&here.sp.request());
    assert_eq!(here.ada.get(&signed).await.status(), 200);
    // A form has no signature that could be verified.
    let message = STANDARD.encode(here.sp.request().xml());
    let form = [("SAMLRequest", &*message)];
    let path = format!("/saml/{}/sso", here.sp.id);
    let sent = here.ada.post(&path, "https://sp.example.com", &form).await;
    let text = super::page(here.ada.get(&location(&sent)).await).await;
    assert!(text.contains("not signed"), "{text}");
    // The problems of the application name it, in words.
    let problems = here.owner.application_problems(here.sp.id).await.unwrap();
    assert!(problems.items[0].message.contains("not signed"));
}
