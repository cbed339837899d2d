//! Input that no client sends: everything is read or refused, and nothing panics.

use std::sync::LazyLock;

use proptest::prelude::*;
use rules::openid::ClientKind;
use serde_json::{Map, Value, json};

use super::fixtures::{ISSUER, all_keys, client, now, with_ed25519};
use crate::address::{self, Purpose};
use crate::authorize;
use crate::bearer;
use crate::client_auth::Presented;
use crate::device::UserCode;
use crate::dpop::{self, Expected};
use crate::incoming::Incoming;
use crate::jose::{self, Jws, Kind};
use crate::logout::LogoutRequest;
use crate::mapping;
use crate::parameters::Parameters;
use crate::token;

/// Parameters that mean something somewhere.
const NAMES: &str = "client_id|redirect_uri|response_type|response_mode|scope|state|nonce|prompt|\
    max_age|acr_values|claims|id_token_hint|code_challenge|code_challenge_method|request|request_uri|\
    resource|client_secret|client_assertion|client_assertion_type|grant_type|code|refresh_token|token|\
    access_token|post_logout_redirect_uri";

static TOKEN: LazyLock<String> = LazyLock::new(|| {
    let payload = json!({"iss": ISSUER, "sub": "ada", "aud": "a", "sid": "s"});
    with_ed25519(
        &json!({"alg": "EdDSA", "typ": "JWT", "kid": "EdDSA"}),
        &payload,
    )
});

proptest! {
    #[test]
    fn any_form_is_read_or_refused(
        pairs in prop::collection::vec((NAMES, "[ -~é]{0,40}"), 0..8),
        header in "(Basic |Bearer |DPoP )?[!-~]{0,40}",
    ) {
        let mut form = url::form_urlencoded::Serializer::new(String::new());
        form.extend_pairs(&pairs);
        let form = form.finish();
        let incoming = Incoming {
            method: "POST",
            dpop: &[],
            query: "",
            content_type: Some("application/x-www-form-urlencoded"),
            authorization: &[&header],
            body: form.as_bytes(),
        };
        let parameters = Parameters::parse(form.as_bytes()).unwrap();
        let client = client();
        let _ = authorize::entry(&parameters);
        let _ = authorize::check(&parameters, &client, ISSUER);
        let _ = authorize::check_pushed(&parameters, &client);
        let _ = token::parse(&parameters);
        let _ = bearer::read(&incoming);
        let _ = LogoutRequest::parse(&parameters).map(|request| request.reply(Some(&client)));
        if let Ok(presented) = Presented::read(&incoming, &parameters) {
            let _ = presented.check(&client, ISSUER, now());
        }
    }

    #[test]
    fn any_text_is_read_or_refused(text in ".{0,200}") {
        for kind in ClientKind::ALL {
            if address::check(&text, kind, Purpose::Redirect).is_ok() {
                prop_assert!(address::matches(&text, kind, &text));
            }
        }
        let _ = address::origin(&text);
        let _ = mapping::check_name(&text);
        let _ = UserCode::parse(&text);
        prop_assert!(jose::parse_jwks(&text).is_err());
        prop_assert!(Jws::parse(&text, Kind::IdToken).is_none());
        let expected = Expected {
            method: "POST",
            address: "https://id.example.com/oidc/token",
            access_token: None,
            thumbprint: None,
        };
        prop_assert!(dpop::check(&[&text], &expected, now()).is_err());
    }

    #[test]
    fn any_key_is_read_or_refused(
        kty in "RSA|EC|OKP|oct",
        crv in "P-256|Ed25519|P-384",
        x in "[A-Za-z0-9_-]{0,44}",
        n in "[A-Za-z0-9_-]{0,400}",
    ) {
        let key = json!({"kty": kty, "crv": crv, "x": x, "y": x, "n": n, "e": "AQAB"});
        let set = json!({ "keys": [key] });
        if let Ok(keys) = jose::parse_jwks(&set.to_string()) {
            let jws = Jws::parse(&TOKEN, Kind::IdToken).unwrap();
            prop_assert!(jws.verify::<Value>(&keys).is_none());
        }
    }

    /// One character more, less or other, and the token is worth nothing.
    #[test]
    fn no_changed_token_is_verified(at in any::<prop::sample::Index>(), other in "[A-Za-z0-9_.=-]{0,2}") {
        let at = at.index(TOKEN.len());
        let changed = format!("{}{other}{}", &TOKEN[..at], &TOKEN[at + 1..]);
        prop_assume!(changed != *TOKEN);
        let keys = all_keys().map(|key| key.key.public_key());
        let jws = Jws::parse(&changed, Kind::IdToken);
        let read = jws.and_then(|jws| jws.verify::<Map<String, Value>>(&keys));
        prop_assert!(read.is_none());
    }
}
