//! Authorization requests against a registered client.

mod refused;
mod wishes;

use proptest::prelude::*;
use rules::openid::{ClientAuthentication, ClientKind, PkcePolicy};

use super::fixtures::{CALLBACK, CHALLENGE, ISSUER, client};
use crate::answer::{Answer, ResponseMode};
use crate::authorize::{
    AuthorizationRequest, Entry, PageError, Prompt, Refusal, check, check_pushed, entry,
};
use crate::client::Client;
use crate::error::ErrorCode;
use crate::parameters::Parameters;
use crate::scope;
use crate::token::IssuedCode;

/// A complete request, as pairs to change.
fn complete() -> Vec<(&'static str, String)> {
    [
        ("client_id", "a"),
        ("redirect_uri", CALLBACK),
        ("response_type", "code"),
        ("scope", "openid email"),
        ("state", "af0ifjsldkj"),
        ("nonce", "n-0S6_WzA2Mj"),
        ("code_challenge", CHALLENGE),
        ("code_challenge_method", "S256"),
    ]
    .map(|(name, value)| (name, value.to_owned()))
    .to_vec()
}

fn written(pairs: &[(&'static str, String)]) -> Parameters {
    let mut form = url::form_urlencoded::Serializer::new(String::new());
    form.extend_pairs(pairs);
    Parameters::parse(form.finish().as_bytes()).unwrap()
}

/// The complete request with `name` replaced, or removed if `value` is `None`.
fn with(name: &'static str, value: Option<&str>) -> Parameters {
    let mut pairs = complete();
    pairs.retain(|(own, _)| *own != name);
    pairs.extend(value.map(|value| (name, value.to_owned())));
    written(&pairs)
}

fn ask(parameters: &Parameters, client: &Client) -> Result<AuthorizationRequest, Refusal> {
    check(parameters, client, ISSUER)
}

fn accepted(name: &'static str, value: &str) -> AuthorizationRequest {
    ask(&with(name, Some(value)), &client()).unwrap()
}

fn field<'a>(answer: &'a Answer, name: &str) -> Option<&'a str> {
    let mut fields = answer.fields().iter();
    let found = fields.find(|(own, _)| *own == name)?;
    Some(&found.1)
}

/// The code of an error that goes to the client, which also has its state and the issuer.
fn redirected(refused: Result<AuthorizationRequest, Refusal>) -> ErrorCode {
    match refused {
        Err(Refusal::Redirect(answer)) => {
            assert_eq!(field(&answer, "iss"), Some(ISSUER));
            assert_eq!(field(&answer, "code"), None);
            let location = answer.reply().header("location").map(str::to_owned);
            assert!(location.is_none_or(|location| location.starts_with(CALLBACK)));
            ErrorCode::parse(field(&answer, "error").unwrap()).unwrap()
        }
        other => panic!("{other:?}"),
    }
}

fn paged(refused: Result<AuthorizationRequest, Refusal>) -> PageError {
    match refused {
        Err(Refusal::Page(error)) => error,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_complete_request_is_read() {
    let parameters = written(&complete());
    assert_eq!(entry(&parameters), Ok(Entry::Direct { client_id: "a" }));
    let request = ask(&parameters, &client()).unwrap();
    assert_eq!(request.client_id, "a");
    assert_eq!(request.return_to.redirect_uri, CALLBACK);
    assert_eq!(request.return_to.mode, ResponseMode::Query);
    assert_eq!(request.return_to.state.as_deref(), Some("af0ifjsldkj"));
    assert_eq!(scope::write(&request.scopes), "openid email");
    assert_eq!(request.nonce.as_deref(), Some("n-0S6_WzA2Mj"));
    assert!(!request.is_silent() && !request.wants_login());
    let stored = serde_json::to_string(&request).unwrap();
    assert_eq!(
        serde_json::from_str::<AuthorizationRequest>(&stored).unwrap(),
        request
    );
    let answer = request.answer(ISSUER, "SplxlOBeZQQYbYS6WxSbIA");
    assert_eq!(
        answer.reply().header("location"),
        Some(
            "https://app.example.com/oauth/callback?code=SplxlOBeZQQYbYS6WxSbIA\
             &state=af0ifjsldkj&iss=https%3A%2F%2Fid.example.com"
        )
    );
    let code = IssuedCode::of(&request);
    let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    assert_eq!(code.check("a", CALLBACK, Some(verifier)), Ok(()));
}

#[test]
fn optional_parameters_are_read() {
    assert_eq!(
        accepted("response_mode", "form_post").return_to.mode,
        ResponseMode::FormPost
    );
    assert_eq!(
        scope::write(&accepted("scope", "openid offline_access x").scopes),
        "openid"
    );
    let offline = Client {
        offline: true,
        ..client()
    };
    let request = ask(&with("scope", Some("openid offline_access")), &offline).unwrap();
    assert_eq!(scope::write(&request.scopes), "openid offline_access");
    assert!(accepted("prompt", "none").is_silent());
    assert!(
        accepted("prompt", "login consent")
            .prompts
            .contains(&Prompt::Consent)
    );
    assert_eq!(accepted("max_age", "99999999999").max_age, Some(u32::MAX));
    accepted("ui_locales", "de-AT x! en");
    assert_eq!(
        accepted("login_hint", "ada@example.com")
            .login_hint
            .unwrap(),
        "ada@example.com"
    );
}

#[test]
fn public_clients_must_use_pkce_whatever_the_policy_says() {
    let mut pairs = complete();
    pairs.retain(|(name, _)| !name.starts_with("code_challenge"));
    let without = written(&pairs);
    let if_sent = Client {
        pkce: PkcePolicy::IfSent,
        ..client()
    };
    assert!(ask(&without, &if_sent).unwrap().challenge.is_none());
    assert!(
        ask(&written(&complete()), &if_sent)
            .unwrap()
            .challenge
            .is_some()
    );
    let public = Client {
        authentication: ClientAuthentication::Public,
        ..if_sent.clone()
    };
    assert_eq!(
        redirected(ask(&without, &public)),
        ErrorCode::InvalidRequest
    );
    for kind in [ClientKind::Browser, ClientKind::Native] {
        let client = Client {
            kind,
            ..if_sent.clone()
        };
        assert_eq!(
            redirected(ask(&without, &client)),
            ErrorCode::InvalidRequest
        );
    }
}

/// OpenID Connect Core, 3.1.2.1.
#[test]
fn the_example_of_the_specification() {
    let query = "response_type=code&scope=openid%20profile%20email&client_id=s6BhdRkqt3\
                 &state=af0ifjsldkj&redirect_uri=https%3A%2F%2Fclient.example.org%2Fcb";
    let parameters = Parameters::parse(query.as_bytes()).unwrap();
    let client = Client {
        id: "s6BhdRkqt3".to_owned(),
        pkce: PkcePolicy::IfSent,
        redirect_uris: vec!["https://client.example.org/cb".to_owned()],
        ..client()
    };
    let request = ask(&parameters, &client).unwrap();
    assert_eq!(scope::write(&request.scopes), "openid profile email");
    assert_eq!(
        request
            .answer("https://s", "SplxlOBeZQQYbYS6WxSbIA")
            .reply()
            .header("location"),
        Some(
            "https://client.example.org/cb?code=SplxlOBeZQQYbYS6WxSbIA&state=af0ifjsldkj\
             &iss=https%3A%2F%2Fs"
        )
    );
}

#[test]
fn a_pushed_request_is_checked_in_the_same_way() {
    let pushed = check_pushed(&written(&complete()), &client()).unwrap();
    assert_eq!(pushed, ask(&written(&complete()), &client()).unwrap());
    let uri = "urn:ietf:params:oauth:request_uri:abc";
    for (name, value) in [
        ("redirect_uri", Some("https://evil.example/")),
        ("redirect_uri", None),
        ("response_type", Some("token")),
        ("request_uri", Some(uri)),
    ] {
        assert!(
            check_pushed(&with(name, value), &client()).is_err(),
            "{name}"
        );
    }
    let parameters = written(&[
        ("client_id", "a".to_owned()),
        ("request_uri", uri.to_owned()),
    ]);
    let expected = Entry::Pushed {
        client_id: "a",
        request: "abc",
    };
    assert_eq!(entry(&parameters), Ok(expected));
}

proptest! {
    /// Whatever the parameters are, only a registered address gets a response.
    #[test]
    fn any_request_is_accepted_or_refused_safely(
        name in "redirect_uri|state|scope|prompt|claims|response_mode|response_type|max_age|resource",
        value in ".{0,60}",
    ) {
        let name: &'static str = Box::leak(name.into_boxed_str());
        let value = value.replace('\0', "");
        match ask(&with(name, Some(&value)), &client()) {
            Ok(request) => prop_assert_eq!(request.return_to.redirect_uri, CALLBACK),
            Err(Refusal::Redirect(answer)) => {
                prop_assert_ne!(name, "redirect_uri");
                prop_assert_eq!(field(&answer, "iss"), Some(ISSUER));
            }
            Err(Refusal::Page(_)) => prop_assert_eq!(name, "redirect_uri"),
        }
    }
}
