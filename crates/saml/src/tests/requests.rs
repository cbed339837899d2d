//! Requests that service providers send.

use rules::saml::NameIdFormat;

use super::fixtures::{CONSUMER, SSO, checked, provider, request};
use crate::authn_request::SignatureState::{self, Unsigned, Verified};
use crate::authn_request::{AuthnRequest, CheckedRequest, Comparison, Refusal};
use crate::context::Context;
use crate::response::Status;

const MFA: &str = "https://refeds.org/profile/mfa";
const MICROSOFT: &str = "http://schemas.microsoft.com/claims/multipleauthn";
const PASSWORD: &str = "urn:oasis:names:tc:SAML:2.0:ac:classes:Password";
const PROTECTED: &str = "urn:oasis:names:tc:SAML:2.0:ac:classes:PasswordProtectedTransport";
const KERBEROS: &str = "urn:oasis:names:tc:SAML:2.0:ac:classes:Kerberos";

fn accepted(attributes: &str, children: &str) -> CheckedRequest {
    checked(&request(attributes, children), Unsigned).unwrap()
}

#[test]
fn a_request_is_read_with_all_that_it_wants() {
    let xml = request(
        &format!(
            "Destination='{SSO}' AssertionConsumerServiceURL='{CONSUMER}' ForceAuthn='1' \
             IsPassive='true' Consent='x' ProviderName='Wiki' \
             ProtocolBinding='urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST'"
        ),
        "<p:Extensions><x xmlns='urn:x'><y/></x></p:Extensions>\
         <p:NameIDPolicy AllowCreate='true' \
          Format='urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress'/>\
         <p:RequestedAuthnContext Comparison='minimum'>\
          <AuthnContextClassRef> urn:a </AuthnContextClassRef>\
          <AuthnContextClassRef>urn:b&amp;c</AuthnContextClassRef>\
         </p:RequestedAuthnContext><p:Scoping ProxyCount='0'/>",
    );
    let read = AuthnRequest::parse(&xml).unwrap();
    assert_eq!(read.id, "_r1");
    assert_eq!(read.issuer, "https://app.example.com/saml");
    assert_eq!(read.destination.as_deref(), Some(SSO));
    assert_eq!(read.consumer_url.as_deref(), Some(CONSUMER));
    assert_eq!(read.contexts, ["urn:a", "urn:b&c"]);
    assert_eq!(read.comparison, Comparison::Minimum);
    assert_eq!(read.issued_at.to_string(), "2026-11-24T06:49:00.000Z");
    assert!(read.force_authn && read.is_passive && !read.has_signature);
    assert_eq!((read.has_subject, read.consumer_index), (None, None));
}

#[test]
fn the_consumer_is_chosen_among_the_registered_ones() {
    let other = "https://app.example.com/other?a=b";
    for (attributes, consumer) in [
        ("", CONSUMER),
        ("AssertionConsumerServiceIndex='7'", CONSUMER),
        ("AssertionConsumerServiceIndex='0'", other),
        (
            "AssertionConsumerServiceURL='https://app.example.com/other?a=b'",
            other,
        ),
    ] {
        let checked = accepted(attributes, "");
        assert_eq!(checked.consumer_url, consumer);
        assert_eq!(checked.request_id.as_deref(), Some("_r1"));
        assert_eq!(checked.relay_state.as_deref(), Some("/wiki"));
    }
}

fn with_format(format: &str, signature: SignatureState) -> Result<NameIdFormat, Status> {
    let policy = format!("<p:NameIDPolicy Format='urn:oasis:names:tc:SAML:{format}'/>");
    match checked(&request("", &policy), signature) {
        Ok(checked) => Ok(checked.name_id),
        Err(Refusal::Answer(error)) => Err(error.status),
        Err(Refusal::Page(error)) => panic!("{error}"),
    }
}

#[test]
fn only_a_verified_request_chooses_the_kind_of_name() {
    use NameIdFormat::{Email, Persistent, Transient};
    const NO: Status = Status::InvalidNameIdPolicy;
    for (format, unsigned, verified) in [
        ("1.1:nameid-format:unspecified", Ok(Email), Ok(Email)),
        ("1.1:nameid-format:emailAddress", Ok(Email), Ok(Email)),
        ("2.0:nameid-format:persistent", Err(NO), Ok(Persistent)),
        ("2.0:nameid-format:transient", Err(NO), Ok(Transient)),
        ("2.0:nameid-format:encrypted", Err(NO), Err(NO)),
        ("2.0:nameid-format:emailAddress", Err(NO), Err(NO)),
    ] {
        assert_eq!(with_format(format, Unsigned), unsigned, "{format}");
        assert_eq!(with_format(format, Verified), verified, "{format}");
    }
    let qualified = |name| format!("<p:NameIDPolicy SPNameQualifier='{name}'/>");
    let own = request("", &qualified("https://app.example.com/saml"));
    assert!(checked(&own, Unsigned).is_ok());
    let foreign = checked(&request("", &qualified("urn:group")), Verified);
    let Err(Refusal::Answer(error)) = foreign else {
        panic!("{foreign:?}")
    };
    assert_eq!(error.status, NO);
}

fn with_contexts(comparison: &str, classes: &[&str]) -> Option<(Context, String)> {
    let classes: String = classes
        .iter()
        .map(|class| format!("<AuthnContextClassRef>{class}</AuthnContextClassRef>"))
        .collect();
    let wish = format!(
        "<p:RequestedAuthnContext Comparison='{comparison}'>{classes}</p:RequestedAuthnContext>"
    );
    match checked(&request("", &wish), Unsigned) {
        Ok(checked) => checked.context.zip(checked.context_class),
        Err(Refusal::Answer(error)) => {
            assert_eq!(error.status, Status::NoAuthnContext);
            assert!(error.message.contains(MFA));
            None
        }
        Err(Refusal::Page(error)) => panic!("{error}"),
    }
}

#[test]
fn the_context_is_answered_as_asked() {
    use Context::{Mfa, Password};
    for (comparison, classes, wanted) in [
        ("exact", &[PROTECTED] as &[_], Some((Password, PROTECTED))),
        ("exact", &[PASSWORD], Some((Password, PASSWORD))),
        ("exact", &[MFA], Some((Mfa, MFA))),
        ("exact", &[MICROSOFT], Some((Mfa, MICROSOFT))),
        (
            "exact",
            &[KERBEROS, MICROSOFT, PASSWORD],
            Some((Mfa, MICROSOFT)),
        ),
        ("exact", &[PASSWORD, MFA], Some((Password, PASSWORD))),
        ("exact", &[KERBEROS], None),
        ("minimum", &[MFA, PROTECTED], Some((Password, PROTECTED))),
        ("minimum", &[KERBEROS, MFA], Some((Mfa, MFA))),
        ("minimum", &[KERBEROS], None),
        ("maximum", &[PROTECTED], Some((Password, PROTECTED))),
        ("maximum", &[PROTECTED, MFA], Some((Mfa, MFA))),
        ("better", &[PROTECTED], Some((Mfa, MFA))),
        ("better", &[MFA], None),
        ("better", &[PROTECTED, MICROSOFT], None),
        ("better", &[KERBEROS], None),
    ] {
        let found = with_contexts(comparison, classes);
        let found = found
            .as_ref()
            .map(|(context, class)| (*context, class.as_str()));
        assert_eq!(found, wanted, "{comparison} {classes:?}");
    }
}

#[test]
fn without_a_wish_the_class_follows_from_what_was_reached() {
    let checked = accepted("", "");
    assert_eq!((checked.context, &checked.context_class), (None, &None));
    assert_eq!(checked.answered_class(Context::Password), PROTECTED);
    assert_eq!(checked.answered_class(Context::Mfa), MFA);
    let asked = format!(
        "<p:RequestedAuthnContext><AuthnContextClassRef>{PASSWORD}</AuthnContextClassRef></p:RequestedAuthnContext>"
    );
    assert_eq!(accepted("", &asked).answered_class(Context::Mfa), PASSWORD);
}

#[test]
fn a_response_without_a_request_goes_to_the_default_address() {
    let mut provider = provider();
    let unsolicited = CheckedRequest::unsolicited(&provider, Some("/start".to_owned())).unwrap();
    assert_eq!(unsolicited.request_id, None);
    assert_eq!(unsolicited.consumer_url, CONSUMER);
    assert_eq!(unsolicited.name_id, NameIdFormat::Email);
    provider.consumers.clear();
    assert_eq!(CheckedRequest::unsolicited(&provider, None), None);
}
