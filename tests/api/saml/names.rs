//! The name by which an application knows a user, and what else it learns (attack class 37).

use contract::applications::AttributeMapping;
use contract::page::ListQuery;
use harness::saml::{Element, Form, Message, SP, ServiceProvider, consumer};
use harness::{Backend, Surfer, on_both_databases};
use rules::access::{Check, Refusal};
use rules::openid::GroupsSent;
use rules::saml::{AttributeNameFormat, NameIdFormat};

use super::{ADA, Setting};
use crate::company_email::{change, program};
use crate::groups::{events, group};
use crate::openid::asked;

on_both_databases!(
    each_kind_of_name_says_what_it_should,
    a_signed_request_can_choose_the_kind_of_name,
    a_persistent_name_follows_no_email_and_is_used_once,
    an_email_that_is_not_verified_is_not_asserted,
    attributes_follow_settings_and_groups,
    a_preview_is_what_the_application_gets,
);

async fn name(here: &Setting, sp: &ServiceProvider, surfer: &Surfer) -> (String, String) {
    let assertion = sp.assertion(surfer).await;
    let sessions = here
        .owner
        .application_sessions(sp.id, &ListQuery::default())
        .await
        .unwrap();
    assert!(!sessions.items.is_empty());
    (
        assertion.name_format().to_owned(),
        assertion.name_id().to_owned(),
    )
}

async fn each_kind_of_name_says_what_it_should(backend: Backend) {
    let here = Setting::new(backend).await;
    let second = Surfer::signed_in(&here.server, ADA).await;
    let settings = contract::applications::SamlSettings {
        entity_id: "urn:other".to_owned(),
        consumers: vec![consumer("https://other.example.com/acs", 0)],
        ..harness::saml::settings()
    };
    let other = ServiceProvider::named(&here.server, &here.owner, "Other", settings).await;
    assert_eq!(
        name(&here, &here.sp, &here.ada).await,
        ("emailAddress".to_owned(), ADA.to_owned())
    );
    here.change(|settings| settings.name_id = NameIdFormat::Username)
        .await;
    assert_eq!(
        name(&here, &here.sp, &here.ada).await,
        ("unspecified".to_owned(), "ada".to_owned())
    );

    let now = here.owner.application(other.id).await.unwrap();
    for format in [NameIdFormat::Persistent, NameIdFormat::Transient] {
        here.change(|settings| settings.name_id = format).await;
        let before = now.saml.clone().unwrap();
        let after = contract::applications::SamlSettings {
            name_id: format,
            ..before.clone()
        };
        let update = contract::applications::UpdateApplication {
            saml: Some(contract::change::Patch::between(&before, &after)),
            ..Default::default()
        };
        crate::applications::change(&here.owner, other.id, update).await;
        let own = name(&here, &here.sp, &here.ada).await;
        assert_eq!(own.0, format.as_str());
        // The same in a session, and another one for another application.
        assert_eq!(name(&here, &here.sp, &here.ada).await, own);
        assert_ne!(name(&here, &other, &here.ada).await, own);
        // Only a persistent name is the same in another session.
        let elsewhere = name(&here, &here.sp, &second).await;
        assert_eq!(
            elsewhere == own,
            format == NameIdFormat::Persistent,
            "{elsewhere:?}"
        );
        let id = here.user.to_string();
        assert!(own.1 != ADA && own.1 != "ada" && own.1 != id, "{own:?}");
    }
}

async fn a_signed_request_can_choose_the_kind_of_name(backend: Backend) {
    let here = Setting::new(backend).await;
    let wish = |format: &str, more: &str| {
        let policy = format!("<samlp:NameIDPolicy Format=\"{format}\"{more}/>");
        here.sp.request().containing(&policy)
    };
    let email = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress";
    let unspecified = "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified";
    let persistent = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent";
    let kerberos = "urn:oasis:names:tc:SAML:2.0:nameid-format:kerberos";
    let own = format!(" AllowCreate=\"true\" SPNameQualifier=\"{SP}\"");
    for request in [wish(email, ""), wish(unspecified, ""), wish(email, &own)] {
        assert_eq!(
            here.sp
                .answer(&here.ada, &request)
                .await
                .assertion()
                .name_id(),
            ADA
        );
    }
    let refused = ["Requester", "InvalidNameIDPolicy"];
    // Anyone can write an unsigned request.
    for request in [
        wish(persistent, ""),
        wish(kerberos, ""),
        wish(email, " SPNameQualifier=\"urn:other\""),
    ] {
        let answer = here.sp.answer(&here.ada, &request).await;
        assert_eq!(answer.status(), refused);
    }
    let signed = async |request: Message| {
        let shown = here.ada.get(&here.sp.signed(&request)).await;
        Form::shown(shown).await.answer()
    };
    let answer = signed(wish(persistent, "")).await;
    assert_eq!(answer.assertion().name_format(), "persistent");
    assert_eq!(signed(wish(kerberos, "")).await.status(), refused);
}

async fn a_persistent_name_follows_no_email_and_is_used_once(backend: Backend) {
    let here = Setting::new(backend).await;
    here.change(|settings| settings.name_id = NameIdFormat::Persistent)
        .await;
    let before = name(&here, &here.sp, &here.ada).await;
    let key = program(&here.server, &here.owner).await;
    let new = "countess@example.com";
    change(&key, here.user, new).await;
    let ada = Surfer::signed_in(&here.server, new).await;
    assert_eq!(name(&here, &here.sp, &ada).await, before);
    here.owner.delete_user(here.user).await.unwrap();
    here.server.pending_user(&here.owner, ADA).await;
    here.server.mail_settled().await;
    let token = here.server.token_mailed_to(ADA).await;
    harness::activate(&here.server.origin, token).await;
    let other = Surfer::signed_in(&here.server, ADA).await;
    assert_ne!(name(&here, &here.sp, &other).await, before);
}

async fn an_email_that_is_not_verified_is_not_asserted(backend: Backend) {
    let here = Setting::new(backend).await;
    here.change(|settings| {
        settings.attributes = vec![
            mapping("mail", Some("email"), None),
            mapping("login", Some("username"), None),
        ];
    })
    .await;
    assert_eq!(here.sp.assertion(&here.ada).await.values("mail"), [ADA]);
    // Neither its owner nor somebody who may reset passwords has shown that it is the user's.
    let key = program(&here.server, &here.owner).await;
    let new = "director@example.com";
    let checked = async || {
        let checked = here.owner.check_application_access(here.sp.id, here.user);
        let steps = checked.await.unwrap().steps;
        let step = steps.into_iter().find(|step| step.check == Check::Email);
        step.unwrap().reason
    };
    assert_eq!(checked().await, None);
    change(&key, here.user, new).await;
    // An administrator is told what the user is told.
    assert_eq!(checked().await, Some(Refusal::EmailUnverified));
    let ada = Surfer::signed_in(&here.server, new).await;
    let token = asked(&ada.get(&here.sp.path(&here.sp.request())).await);
    let nothing = contract::continuing::ContinueAuthorization::default();
    let refused = ada.portal.continue_authorization(&token, nothing).await;
    let refused = refused.unwrap_err();
    let reason = refused.problem().unwrap().reason;
    assert_eq!(reason, Some(Refusal::EmailUnverified));
    let refusals = events(&here.owner, "application.refused").await;
    assert_eq!(refusals[0].detail["reason"], "email_unverified");
    let silent = here.sp.request().with("IsPassive", "true");
    let answer = here.sp.answer(&ada, &silent).await;
    assert_eq!(answer.status(), ["Responder", "RequestDenied"]);

    // Known by another name, the user gets in, without the attribute.
    here.change(|settings| settings.name_id = NameIdFormat::Username)
        .await;
    assert_eq!(checked().await, None);
    let answer = here.sp.answer(&ada, &here.sp.request()).await;
    let assertion = answer.assertion();
    assert_eq!(assertion.name_id(), "ada");
    assert_eq!(assertion.values("login"), ["ada"]);
    assert!(!answer.xml.contains(new), "{}", answer.xml);
}

fn mapping(name: &str, field: Option<&str>, constant: Option<&str>) -> AttributeMapping {
    AttributeMapping {
        name: name.to_owned(),
        format: AttributeNameFormat::Basic,
        field: field.map(str::to_owned),
        constant: constant.map(str::to_owned),
    }
}

async fn attributes_follow_settings_and_groups(backend: Backend) {
    let here = Setting::new(backend).await;
    for name in ["R&D <1>", "Sales"] {
        let id = group(&here.owner, name).await.id;
        here.owner.add_group_member(id, here.user).await.unwrap();
        if name != "Sales" {
            let assigned = here.owner.assign_application_to_group(here.sp.id, id);
            assigned.await.unwrap();
        }
    }
    let plain = here.sp.assertion(&here.ada).await;
    assert!(plain.root.all("saml:AttributeStatement").is_empty());
    let uid = "urn:oid:0.9.2342.19200300.100.1.1";
    here.change(|settings| {
        settings.groups_attribute = Some("groups".to_owned());
        settings.attributes = vec![
            AttributeMapping {
                format: AttributeNameFormat::Uri,
                ..mapping(uid, Some("username"), None)
            },
            mapping("id", Some("id"), None),
            mapping("department", Some("department"), None),
            mapping("tenant", None, Some("a & b")),
        ];
    })
    .await;
    let assertion = here.sp.assertion(&here.ada).await;
    assert_eq!(assertion.signed_by(here.sp.certificate()), Some(true));
    assert_eq!(assertion.values(uid), ["ada"]);
    assert_eq!(assertion.values("id"), [here.user.to_string()]);
    assert_eq!(assertion.values("tenant"), ["a & b"]);
    // An empty field is left out. Each group is a value.
    assert!(assertion.values("department").is_empty());
    assert_eq!(assertion.values("groups"), ["R&D <1>"]);
    let attributes = assertion.root.all("saml:Attribute");
    let format = attributes[0].attribute("NameFormat").unwrap();
    assert!(format.ends_with(":uri"), "{format}");
    here.change(|settings| settings.groups_sent = GroupsSent::All)
        .await;
    let assertion = here.sp.assertion(&here.ada).await;
    assert_eq!(assertion.values("groups"), ["R&D <1>", "Sales"]);
    here.change(|settings| settings.groups_sent = GroupsSent::None)
        .await;
    assert!(
        here.sp
            .assertion(&here.ada)
            .await
            .values("groups")
            .is_empty()
    );
}

/// What an element says, without what differs in each assertion or is about the session.
fn said(element: &Element) -> String {
    const EACH_TIME: [&str; 8] = [
        "ID",
        "IssueInstant",
        "NotBefore",
        "NotOnOrAfter",
        "AuthnInstant",
        "SessionIndex",
        "SessionNotOnOrAfter",
        "InResponseTo",
    ];
    let attributes = element.attributes.iter();
    let attributes = attributes.filter(|(name, _)| !EACH_TIME.contains(&name.as_str()));
    let attributes: String = attributes
        .map(|(name, value)| format!(" {name}={value:?}"))
        .collect();
    let children = element.children.iter();
    let children: String = children
        .filter(|child| child.name != "ds:Signature")
        .map(said)
        .collect();
    format!("<{}{attributes}>{}{children}", element.name, element.text)
}

async fn a_preview_is_what_the_application_gets(backend: Backend) {
    let here = Setting::new(backend).await;
    let sales = group(&here.owner, "Sales").await.id;
    here.owner.add_group_member(sales, here.user).await.unwrap();
    here.change(|settings| {
        settings.attributes = vec![
            mapping("login", Some("username"), None),
            mapping("mail", Some("email"), None),
            mapping("tenant", None, Some("acme")),
        ];
        settings.groups_attribute = Some("groups".to_owned());
        settings.groups_sent = GroupsSent::All;
    })
    .await;
    let preview = here
        .owner
        .preview_assertion(here.sp.id, here.user)
        .await
        .unwrap();
    let shown = Element::parse(&preview.xml);
    let sent = here.sp.assertion(&here.ada).await;
    assert_eq!(preview.name_id, ADA);
    assert_eq!(sent.values("groups"), ["Sales"]);
    assert_eq!(said(&shown), said(&sent.root));
    // Nobody could use it, and nothing was opened for it.
    assert!(shown.all("ds:Signature").is_empty());
    assert_eq!(
        here.owner
            .application_sessions(here.sp.id, &ListQuery::default())
            .await
            .unwrap()
            .total,
        1
    );
    let bookmark = crate::applications::application(&here.owner, "Page").await;
    let none = here.owner.preview_assertion(bookmark.id, here.user).await;
    let none = harness::problem_type(none);
    assert_eq!(none, contract::problem::ProblemType::NotFound);
}
