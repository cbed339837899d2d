//! Documents that attack the reader: refused, in bounded time and memory.

use super::fixtures::{ENTITY, request};
use crate::authn_request::AuthnRequest;
use crate::error::{Malformed, XmlProblem};
use crate::logout::LogoutRequest;
use crate::metadata;
use crate::xml;

/// What the reader says.
fn problem(xml: &str) -> XmlProblem {
    // All readers are one.
    assert!(LogoutRequest::parse(xml).is_err());
    assert!(metadata::read(xml, super::fixtures::now()).is_err());
    match AuthnRequest::parse(xml) {
        Err(Malformed::Xml(problem)) => problem,
        other => panic!("{other:?}"),
    }
}

fn with_prolog(prolog: &str) -> String {
    let good = request("", "");
    let start = good.find("<p:AuthnRequest").unwrap();
    format!("{prolog}{}", &good[start..])
}

#[test]
fn no_document_type_and_no_entities() {
    let lol: String = (1..10)
        .map(|n| format!("<!ENTITY l{n} \"{}\">", format!("&l{};", n - 1).repeat(10)))
        .collect();
    for (xml, expected) in [
        ("<!DOCTYPE x>".to_owned(), XmlProblem::DocumentType),
        (
            "<!DOCTYPE x SYSTEM 'file:///etc/passwd'>".to_owned(),
            XmlProblem::DocumentType,
        ),
        (
            "<!DOCTYPE x [<!ENTITY e SYSTEM 'http://169.254.169.254/'>]>".to_owned(),
            XmlProblem::DocumentType,
        ),
        (
            format!("<!DOCTYPE x [<!ENTITY l0 \"l\">{lol}]>"),
            XmlProblem::DocumentType,
        ),
        (
            "<?php phpinfo() ?>".to_owned(),
            XmlProblem::ProcessingInstruction,
        ),
        (
            "<?xml-stylesheet href='x'?>".to_owned(),
            XmlProblem::ProcessingInstruction,
        ),
        (
            "<?xml version='1.0'?><?xml version='1.0'?>".to_owned(),
            XmlProblem::NotWellFormed,
        ),
        (
            " <?xml version='1.0'?>".to_owned(),
            XmlProblem::NotWellFormed,
        ),
        (
            "<?xml version='1.0'encoding='utf-8'?>".to_owned(),
            XmlProblem::NotWellFormed,
        ),
        (
            "<?xml version='1.0' standalone='yes' encoding='utf-8'?>".to_owned(),
            XmlProblem::NotWellFormed,
        ),
        (
            "<?xml version='1.0' standalone='maybe'?>".to_owned(),
            XmlProblem::NotWellFormed,
        ),
        (
            "<?xml version='1.0' id='1'?>".to_owned(),
            XmlProblem::NotWellFormed,
        ),
        (
            "<?xml encoding='utf-8'?>".to_owned(),
            XmlProblem::NotWellFormed,
        ),
        ("<?xml version='1.1'?>".to_owned(), XmlProblem::Version),
        (
            "<?xml version='1.0' encoding='UTF-16'?>".to_owned(),
            XmlProblem::Encoding,
        ),
        (
            "<?xml version='1.0' encoding='ISO-8859-1'?>".to_owned(),
            XmlProblem::Encoding,
        ),
        ("text".to_owned(), XmlProblem::NotWellFormed),
        ("&amp;".to_owned(), XmlProblem::NotWellFormed),
    ] {
        assert_eq!(problem(&with_prolog(&xml)), expected, "{xml}");
    }
    for (reference, expected) in [
        ("&e;", XmlProblem::Entity),
        ("&#0;", XmlProblem::Entity),
        ("&#xD800;", XmlProblem::Entity),
        ("&#x110000;", XmlProblem::Entity),
        ("&#99999999999999999999;", XmlProblem::Entity),
        ("&#1;", XmlProblem::Character),
        ("&#xFFFF;", XmlProblem::Character),
        ("\0", XmlProblem::Character),
        ("\u{1b}", XmlProblem::Character),
        ("\u{fffe}", XmlProblem::Character),
    ] {
        let text = request("", &format!("<p:Scoping>{reference}</p:Scoping>"));
        assert_eq!(problem(&text), expected, "{reference}");
        let value = request(&format!("Destination='{reference}'"), "");
        assert_eq!(problem(&value), expected, "{reference}");
    }
}

#[test]
fn a_comment_never_cuts_a_text() {
    for (issuer, expected) in [
        (
            "https://app.example.com/saml<!---->.evil.example",
            XmlProblem::Comment,
        ),
        ("<!-- -->https://app.example.com/saml", XmlProblem::Comment),
        (
            "<![CDATA[https://app.example.com/saml]]>",
            XmlProblem::CharacterData,
        ),
        (
            "https://app.example.com/saml<?x?>",
            XmlProblem::ProcessingInstruction,
        ),
        ("https://app.example.com/saml<b/>", XmlProblem::MixedContent),
        (
            "https://app.example.com/saml<!-- -- -->",
            XmlProblem::NotWellFormed,
        ),
    ] {
        let xml =
            request("", "").replace(&format!("<Issuer>{ENTITY}"), &format!("<Issuer>{issuer}"));
        assert_eq!(problem(&xml), expected, "{issuer}");
    }
    // Elsewhere they are harmless.
    let commented = request("", "<!-- a --><p:Scoping><!-- b --></p:Scoping>");
    assert!(AuthnRequest::parse(&commented).is_ok());
}

#[test]
fn a_document_is_well_formed() {
    for xml in [
        "",
        "   ",
        "<",
        "not xml",
        "<a>",
        "<a></b>",
        "</a>",
        "<a/><a/>",
        "<a/>text",
        "<a b='1' b='2'/>",
        "<a xmlns:x='urn:u' xmlns:y='urn:u' x:b='1' y:b='2'/>",
        "<x:a/>",
        "<a x:b='1'/>",
        "<a:b:c xmlns:a='urn:u'/>",
        "<:a/>",
        "<1a/>",
        "<a b=1/>",
        "<a b/>",
        "<a b='<'/>",
        "<a>]]></a>",
        "<a>&</a>",
        "<a>&amp</a>",
        "<a b='1'c='2'/>",
        "<a xmlns:b='1'c='2'/>",
        "<a xmlns='urn:u' xmlns='urn:v'/>",
        "<a xmlns:b='urn:u' xmlns:b='urn:v'/>",
        "<a xmlns:b='urn:u' xmlns:b='urn:u'/>",
        "<a xmlns:µ='urn:u'/>",
        "<µ/>",
        "<a ª='1'/>",
        "<a xmlns:xmlns='urn:u'/>",
        "<a xmlns:xml='urn:u'/>",
    ] {
        let problem = problem(xml);
        assert!(
            matches!(problem, XmlProblem::NotWellFormed | XmlProblem::Entity),
            "{xml}: {problem}"
        );
    }
}

/// A namespace that is not compared as other readers compare it could hide an element from us.
#[test]
fn a_namespace_is_written_as_it_is_meant() {
    for namespace in [
        "http://www.w3.org/2000/09/xmldsig&#35;",
        "urn:a&amp;b",
        "urn:a\tb",
        "urn:a\r\nb",
    ] {
        let xml = request("", &format!("<p:Extensions xmlns:s='{namespace}'/>"));
        assert_eq!(problem(&xml), XmlProblem::Namespace, "{namespace}");
    }
}

/// Each element once had its own copy of the namespace: 240 MB for a message of 64 KiB.
#[test]
fn a_long_namespace_is_not_copied() {
    let children = "<a/>".repeat(8_000);
    let namespace = "x".repeat(30_000);
    let xml = request(
        "",
        &format!("<p:Extensions xmlns='{namespace}'>{children}</p:Extensions>"),
    );
    let root = xml::parse(&xml, 64 * 1024).unwrap();
    let extensions = root
        .children
        .iter()
        .find(|child| child.name == "Extensions");
    let children = &extensions.unwrap().children;
    assert_eq!(children.len(), 8_000);
    // A namespace that means nothing here is not kept at all.
    assert!(children.iter().all(|child| child.namespace.is_empty()));
}

#[test]
fn size_depth_and_breadth_are_bounded() {
    let nested = |depth: usize| {
        let (open, close) = ("<x>".repeat(depth), "</x>".repeat(depth));
        request("", &format!("<p:Extensions>{open}{close}</p:Extensions>"))
    };
    // The request and its extensions are two levels.
    assert!(AuthnRequest::parse(&nested(30)).is_ok());
    assert_eq!(problem(&nested(31)), XmlProblem::TooDeep);
    assert_eq!(problem(&nested(9_000)), XmlProblem::TooDeep);
    let long = request("", &format!("<p:Scoping a='{}'/>", "x".repeat(64 * 1024)));
    let Err(Malformed::Xml(problem_of_long)) = AuthnRequest::parse(&long) else {
        panic!("not refused")
    };
    assert_eq!(problem_of_long, XmlProblem::TooLong { kibibytes: 64 });
    let many: String = (0..65).map(|n| format!(" a{n}=''")).collect();
    assert_eq!(problem(&request(&many, "")), XmlProblem::TooManyAttributes);
    let bindings: String = (0..4_000).map(|n| format!(" xmlns:a{n}='u'")).collect();
    assert!(AuthnRequest::parse(&request(&bindings, "")).is_err());
    let name = "x".repeat(129);
    assert_eq!(
        problem(&request("", &format!("<{name}/>"))),
        XmlProblem::NotWellFormed
    );
}

#[test]
fn there_is_one_of_everything() {
    let good = request("", "");
    let inner = &good[good.find("<p:AuthnRequest").unwrap()..];
    let assertion = "<Assertion ID='_x'><Issuer>a</Issuer></Assertion>";
    for (children, expected) in [
        (
            "<Issuer>urn:other</Issuer>".to_owned(),
            "the element Issuer occurs more than once",
        ),
        (
            "<p:NameIDPolicy/><p:NameIDPolicy/>".to_owned(),
            "the element NameIDPolicy occurs more than once",
        ),
        (
            "<Subject/><Subject/>".to_owned(),
            "the element Subject occurs more than once",
        ),
        (
            inner.to_owned(),
            "the element AuthnRequest is not allowed here",
        ),
        (
            assertion.to_owned(),
            "the element Assertion is not allowed here",
        ),
        ("<Evil/>".to_owned(), "the element Evil is not allowed here"),
        (
            "<p:Issuer>a</p:Issuer>".to_owned(),
            "the element Issuer is not allowed here",
        ),
        (
            format!("<p:Extensions>{inner}</p:Extensions>"),
            "the element AuthnRequest is not allowed here",
        ),
        (
            format!("<p:Extensions><o xmlns='urn:o'>{inner}</o></p:Extensions>"),
            "the element AuthnRequest is not allowed here",
        ),
        (
            format!("<p:Extensions>{assertion}</p:Extensions>"),
            "the element Assertion is not allowed here",
        ),
        (
            "<p:Extensions><p:Response/></p:Extensions>".to_owned(),
            "the element Response is not allowed here",
        ),
    ] {
        let error = AuthnRequest::parse(&request("", &children)).unwrap_err();
        assert_eq!(error.to_string(), expected, "{children}");
    }
    // A message around the message.
    let around =
        format!("<p:Response xmlns:p='urn:oasis:names:tc:SAML:2.0:protocol'>{inner}</p:Response>");
    assert!(matches!(
        AuthnRequest::parse(&around),
        Err(Malformed::WrongMessage { .. })
    ));
}
