//! The query that carries a SAML request, as it is received.

use std::str;

use saml::authn_request::SignatureState;
use saml::post::PostMessage;
use saml::redirect::{self, RedirectMessage};
use url::form_urlencoded;

use crate::memory::bounded;
use crate::saml_parties::PROVIDER;

/// The maximum length of a message.
const MAX_MESSAGE: usize = 64 * 1024;

/// Checks an input. Panics if a check fails.
pub fn check(raw: &[u8]) {
    let Ok(raw) = str::from_utf8(raw) else {
        return;
    };
    if let Ok(message) = bounded(raw.len(), 16, || PostMessage::request(raw)) {
        received(raw, &message.xml, message.relay_state.as_deref());
    }
    let Ok(message) = bounded(raw.len(), 16, || RedirectMessage::request(raw)) else {
        return;
    };
    received(raw, &message.xml, message.relay_state.as_deref());
    // Nothing was ever signed with the key of the service provider.
    assert!(!message.verify(&PROVIDER.request_keys));
    assert!(SignatureState::required(&message, &PROVIDER).is_err());
    let state = SignatureState::of(&message, &PROVIDER);
    assert_eq!(state.is_ok(), !message.is_signed());
    assert_ne!(state, Ok(SignatureState::Verified));
    // What goes on as an address is the same message, without the signature.
    let query = redirect::query(&message.xml, message.relay_state.as_deref());
    let again = RedirectMessage::request(&query).expect("what was written can be read");
    assert_eq!(again.xml, message.xml);
    assert_eq!(again.relay_state, message.relay_state);
    assert!(!again.is_signed());
}

/// Checks a message against what another reader of the same parameters sees.
fn received(raw: &str, xml: &str, relay_state: Option<&str>) {
    assert!(xml.len() <= MAX_MESSAGE);
    let named = |name: &str| {
        let pairs = form_urlencoded::parse(raw.as_bytes()).filter(|(own, _)| own == name);
        pairs.map(|(_, value)| value.into_owned()).collect()
    };
    let requests: Vec<String> = named("SAMLRequest");
    assert_eq!(requests.len(), 1);
    assert_eq!(named("SAMLResponse"), Vec::<String>::new());
    let states: Vec<String> = named("RelayState");
    assert!(states.len() <= 1);
    let state = states.first().filter(|state| !state.is_empty());
    assert_eq!(state.map(String::as_str), relay_state);
}
