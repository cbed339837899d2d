//! The parameters of an authorization request.

use oidc::answer::Answer;
use oidc::authorize::{self, AuthorizationRequest, PageError, Prompt, Refusal};
use oidc::client::Client;
use oidc::error::{ErrorCode, ProtocolError};
use oidc::parameters::{MAX_BYTES, Parameters};
use oidc::scope::Scope;
use rules::openid::ClientKind;
use url::Url;
use url::form_urlencoded;

use crate::memory::bounded;
use crate::openid::{CLIENTS, ISSUER};
use crate::stored;

/// Checks an input. Panics if a check fails.
pub fn check(raw: &[u8]) {
    let Ok(parameters) = bounded(raw.len(), 64, || Parameters::parse(raw)) else {
        return;
    };
    assert!(raw.len() <= MAX_BYTES);
    let _ = authorize::entry(&parameters);
    for client in CLIENTS.iter() {
        let checked = bounded(raw.len(), 64, || {
            authorize::check(&parameters, client, ISSUER)
        });
        let pushed = authorize::check_pushed(&parameters, client);
        assert_eq!(pushed.as_ref().ok(), checked.as_ref().ok());
        let requested = only(raw, "redirect_uri");
        match checked {
            Ok(request) => {
                let address = requested.expect("there is exactly one redirect_uri");
                assert!(is_registered(client, &address));
                assert_eq!(request.return_to.redirect_uri, address);
                accepted(raw, client, &request);
            }
            Err(Refusal::Redirect(answer)) => {
                let address = requested.expect("there is exactly one redirect_uri");
                assert!(is_registered(client, &address));
                answered(raw, &address, &answer);
            }
            Err(Refusal::Page(PageError::UnregisteredRedirect { requested: shown })) => {
                assert!(!client.redirect_uris.contains(&shown));
                assert_eq!(requested, Some(shown));
            }
            Err(Refusal::Page(_)) => assert_eq!(requested, None),
        }
    }
}

/// The value of a parameter as another reader sees it, unless it is empty, missing or repeated.
fn only(raw: &[u8], name: &str) -> Option<String> {
    let mut values = form_urlencoded::parse(raw)
        .filter(|(own, _)| own == name)
        .map(|(_, value)| value.into_owned());
    match (values.next(), values.next()) {
        (Some(value), None) if !value.is_empty() => Some(value),
        _ => None,
    }
}

/// Whether an address is registered character by character, except for the port of a native app.
fn is_registered(client: &Client, requested: &str) -> bool {
    let without_port = |address: &str| {
        let mut url = Url::parse(address).ok()?;
        url.set_port(None).ok()?;
        Some(url)
    };
    let is_loopback = ["http://127.0.0.1", "http://[::1]"]
        .iter()
        .any(|loopback| requested.starts_with(loopback));
    client.redirect_uris.iter().any(|registered| {
        registered == requested
            || client.kind == ClientKind::Native
                && is_loopback
                && without_port(registered) == without_port(requested)
    })
}

fn accepted(raw: &[u8], client: &Client, request: &AuthorizationRequest) {
    assert_eq!(request.client_id, client.id);
    assert_eq!(request.return_to.state, only(raw, "state"));
    assert_eq!(request.nonce, only(raw, "nonce"));
    assert_eq!(only(raw, "response_type").as_deref(), Some("code"));
    assert!(request.scopes.contains(&Scope::OpenId));
    assert!(client.offline || !request.scopes.contains(&Scope::OfflineAccess));
    assert!(request.challenge.is_some() || !client.requires_pkce());
    assert!(!request.prompts.contains(&Prompt::Silent) || request.prompts.len() == 1);
    stored::survives(request);
    let address = &request.return_to.redirect_uri;
    answered(raw, address, &request.answer(ISSUER, "c0de"));
    let error = ProtocolError::new(ErrorCode::AccessDenied, "The person refused");
    answered(raw, address, &request.refuse(ISSUER, error));
}

/// Checks that an answer reaches the address and contains nothing that the server has not written.
fn answered(raw: &[u8], address: &str, answer: &Answer) {
    let field = |name: &str| {
        let mut fields = answer.fields().iter().filter(|(own, _)| *own == name);
        let value = fields.next().map(|(_, value)| value.clone());
        assert!(fields.next().is_none());
        value
    };
    assert_ne!(field("code").is_some(), field("error").is_some());
    assert_eq!(field("iss").as_deref(), Some(ISSUER));
    let state = field("state");
    assert!(state.is_none() || state == only(raw, "state"));
    let reply = answer.reply();
    for (_, value) in &reply.headers {
        assert!(value.bytes().all(|byte| matches!(byte, b' '..=b'~')));
    }
    match reply.header("location") {
        Some(location) => {
            let rest = location.strip_prefix(address);
            assert!(rest.is_some_and(|rest| rest.starts_with(['?', '&'])));
            let url = Url::parse(location).expect("a registered address with a query is one");
            assert_eq!(url.fragment(), None);
            for (name, value) in answer.fields() {
                let mut pairs = url.query_pairs();
                assert!(pairs.any(|(own, sent)| own == *name && sent == value.as_str()));
            }
        }
        None => {
            // The page without fields has 18 tags and 9 attributes, and each field is one tag with 3.
            let fields = answer.fields().len();
            let count = |c: char| reply.body.matches(c).count();
            assert_eq!(count('<'), 18 + fields);
            assert_eq!(count('"'), 2 * (9 + 3 * fields));
            assert_eq!(count('\''), 0);
        }
    }
}
