//! What a request asks of the authentication.

use rules::time::Timestamp;

use super::accepted;
use crate::acr::{Acr, Authentication};
use crate::tests::fixtures::now;

#[test]
fn the_age_of_an_authentication_is_limited() {
    let authentication = Authentication::new(now(), true, None);
    let after = |seconds: i64| Timestamp::from_unix_millis(now().unix_millis() + seconds * 1000);
    let request = accepted("max_age", "300");
    assert!(request.is_recent(&authentication, after(299)));
    assert!(!request.is_recent(&authentication, after(301)));
    assert!(!request.wants_login());
    let request = accepted("max_age", "0");
    assert!(request.wants_login());
    assert!(!request.is_recent(&authentication, now()));
    assert!(accepted("max_age", "4294967295").is_recent(&authentication, after(9_999_999)));
    assert!(accepted("prompt", "login").wants_login());
}

#[test]
fn essential_levels_are_required_and_others_preferred() {
    let request = accepted("acr_values", "phr x mfa");
    assert_eq!(request.wanted_acr(), Some(Acr::PhishingResistant));
    assert!(request.is_met_by(Acr::Password));
    let claims = r#"{"id_token":{"acr":{"essential":true,"values":["phr","mfa"]}}}"#;
    let request = accepted("claims", claims);
    assert_eq!(request.wanted_acr(), Some(Acr::Mfa));
    assert!(!request.is_met_by(Acr::Password));
    assert!(request.is_met_by(Acr::Mfa) && request.is_met_by(Acr::PhishingResistant));
}
