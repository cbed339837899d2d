//! Signing out, begun by the application: signed, and of exactly the sessions that it names.

use std::time::Duration;

use contract::page::ListQuery;
use harness::saml::{
    Answer, Element, Message, SIGNED_OUT, ServiceProvider, consumer, foreign_key, has_signed,
    query, redirected, signed_query, sp_key,
};
use harness::{Backend, Surfer, field, location, on_both_databases};
use rules::saml::NameIdFormat;

use super::{ADA, Setting, page};

on_both_databases!(
    a_signed_request_ends_exactly_the_sessions_that_it_names,
    nobody_else_signs_anybody_out,
    a_request_names_its_person_and_its_sessions,
);

/// What the application gets: the address that the browser is led to, and the response in it.
fn answered(here: &Setting, address: &str) -> Answer {
    assert!(
        address.starts_with(&format!("{SIGNED_OUT}?SAMLResponse=")),
        "{address}"
    );
    let (_, query) = address.split_once('?').unwrap();
    let (signed, _) = query.split_once("&Signature=").unwrap();
    let signature = field(address, "Signature").unwrap();
    assert!(has_signed(here.sp.certificate(), signed, &signature));
    let xml = redirected(address);
    Answer {
        root: Element::parse(&xml),
        xml,
    }
}

async fn is_signed_in(surfer: &Surfer) -> bool {
    surfer.portal.my_applications().await.is_ok()
}

async fn a_signed_request_ends_exactly_the_sessions_that_it_names(backend: Backend) {
    let here = Setting::new(backend).await;
    let phone = Surfer::signed_in(&here.server, ADA).await;
    let grace = "grace@example.com";
    here.server.active_user(&here.owner, grace).await;
    let grace = Surfer::signed_in(&here.server, grace).await;
    let session = here.sp.assertion(&here.ada).await;
    here.sp.assertion(&phone).await;
    here.sp.assertion(&grace).await;
    let request = here
        .sp
        .logout(session.name_id(), &[session.session_index()]);
    let request = request.with("Destination", &here.sp.provider.logout_url);
    let query = signed_query(&request.xml(), Some("a page & more"), sp_key());
    let left = here.ada.get(&here.sp.slo(&query)).await;
    let set: Vec<_> = left.headers().get_all("set-cookie").iter().collect();
    assert!(!set.is_empty());
    let address = location(&left);
    assert_eq!(
        field(&address, "RelayState").as_deref(),
        Some("a page & more")
    );
    let answer = answered(&here, &address);
    assert_eq!(answer.root.name, "samlp:LogoutResponse");
    assert_eq!(answer.status(), ["Success"]);
    assert_eq!(answer.root.attribute("InResponseTo"), Some(&*request.id));
    assert_eq!(answer.root.attribute("Destination"), Some(SIGNED_OUT));
    let issuer = &answer.root.child("saml:Issuer").unwrap().text;
    assert_eq!(*issuer, here.sp.provider.entity_id);
    assert!(!is_signed_in(&here.ada).await);
    assert!(is_signed_in(&phone).await && is_signed_in(&grace).await);

    // Without a session it is about all of the person's, from any browser.
    let request = here.sp.logout(ADA, &[]);
    let query = signed_query(&request.xml(), None, sp_key());
    let address = location(&grace.get(&here.sp.slo(&query)).await);
    assert_eq!(answered(&here, &address).status(), ["Success"]);
    assert!(!is_signed_in(&phone).await && is_signed_in(&grace).await);
    // What is over is over: the answer is the same.
    let address = location(&grace.get(&here.sp.slo(&query)).await);
    assert_eq!(answered(&here, &address).status(), ["Success"]);
    let sessions = here
        .owner
        .application_sessions(here.sp.id, &ListQuery::default())
        .await
        .unwrap();
    assert_eq!(sessions.total, 1);
}

async fn nobody_else_signs_anybody_out(backend: Backend) {
    let here = Setting::new(backend).await;
    let session = here.sp.assertion(&here.ada).await;
    let request = || here.sp.logout(ADA, &[session.session_index()]);
    let stranger = Message {
        issuer: "urn:other".to_owned(),
        ..request()
    };
    let mut old = request();
    old.issued_at = old.issued_at.minus(Duration::from_secs(11 * 60));
    let earlier = old.issued_at.to_string();
    let signed = |request: &Message| signed_query(&request.xml(), None, sp_key());
    let inside = "<ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"></ds:Signature>";
    let encrypted = Message {
        content: "<saml:EncryptedID>x</saml:EncryptedID>".to_owned(),
        ..request()
    };
    for query in [
        query(&request().xml(), None),
        query(&request().containing(inside).xml(), None),
        signed_query(&request().xml(), None, foreign_key()),
        signed(&request()) + "&RelayState=x",
        signed(&request()) + "&SAMLRequest=x",
        signed(&stranger),
        signed(&old),
        signed(&request().with("NotOnOrAfter", &earlier)),
        signed(&request().with("Destination", &here.sp.provider.sso_url)),
        signed(&encrypted),
        signed(&here.sp.request()),
        String::new(),
    ] {
        page(here.ada.get(&here.sp.slo(&query)).await).await;
    }
    // The same application at another tenant, or another application of this one, is a stranger.
    let settings = contract::applications::SamlSettings {
        entity_id: "urn:other".to_owned(),
        consumers: vec![consumer("https://other.example.com/acs", 0)],
        request_certificates: vec![foreign_key().certificate.clone()],
        ..harness::saml::settings()
    };
    let other = ServiceProvider::named(&here.server, &here.owner, "Other", settings).await;
    let request = other.logout(ADA, &[session.session_index()]);
    let query = signed_query(&request.xml(), None, foreign_key());
    location(&here.ada.get(&other.slo(&query)).await);
    page(here.ada.get(&here.sp.slo(&query)).await).await;
    assert!(is_signed_in(&here.ada).await);
    let again = here.sp.assertion(&here.ada).await;
    assert_eq!(again.session_index(), session.session_index());
}

async fn a_request_names_its_person_and_its_sessions(backend: Backend) {
    let here = Setting::new(backend).await;
    here.change(|settings| settings.name_id = NameIdFormat::Transient)
        .await;
    let session = here.sp.assertion(&here.ada).await;
    let (name, index) = (session.name_id(), session.session_index());
    let nothing = uuid::Uuid::now_v7().to_string();
    for (name, sessions) in [
        (ADA, vec![index]),
        ("somebody", vec![]),
        (name, vec![&*nothing]),
        (name, vec!["' OR 1=1 --"]),
    ] {
        let request = here.sp.logout(name, &sessions);
        let query = signed_query(&request.xml(), None, sp_key());
        let address = location(&here.ada.get(&here.sp.slo(&query)).await);
        answered(&here, &address);
        assert!(is_signed_in(&here.ada).await, "{name} {sessions:?}");
    }
    let request = here.sp.logout(name, &[&*nothing, index]);
    let query = signed_query(&request.xml(), None, sp_key());
    let address = location(&here.ada.get(&here.sp.slo(&query)).await);
    assert_eq!(answered(&here, &address).status(), ["Success"]);
    assert!(!is_signed_in(&here.ada).await);
    // Without an address of the application, the person stays here.
    here.ada.sign_in(ADA).await;
    here.sp.assertion(&here.ada).await;
    here.change(|settings| settings.logout_url = None).await;
    let name = here.sp.assertion(&here.ada).await;
    let request = here.sp.logout(name.name_id(), &[]);
    let query = signed_query(&request.xml(), None, sp_key());
    let shown = here.ada.get(&here.sp.slo(&query)).await;
    assert_eq!(shown.status(), 200);
    let page = shown.text().await.unwrap();
    assert!(page.contains("and of Latchkey</h1>"), "{page}");
    assert!(!is_signed_in(&here.ada).await);

    // From another browser, in which somebody is signed in, it ends the sessions that it names.
    here.ada.sign_in(ADA).await;
    let name = here.sp.assertion(&here.ada).await;
    let other = Surfer::signed_in(&here.server, ADA).await;
    let request = here.sp.logout(name.name_id(), &[]);
    let query = signed_query(&request.xml(), None, sp_key());
    let page = other.get(&here.sp.slo(&query)).await.text().await.unwrap();
    assert!(
        page.contains("You are still signed in to Latchkey."),
        "{page}"
    );
    assert!(!is_signed_in(&here.ada).await);
    assert!(is_signed_in(&other).await);
}
