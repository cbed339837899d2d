//! The claims that scopes, and the parameter `claims`, ask for.

use harness::location;
use serde_json::{Value, json};

use crate::setting::{ADA, Setting, code_in, redeem};

/// The claims of userinfo for a request with this scope, after checking that the scope is published, that
/// the ID token contains none of them, and that both are about the same person.
async fn person(scope: &str, changes: &[(&str, &str)]) -> Value {
    let here = Setting::new().await;
    let document = here.discovery().await;
    let published = document["scopes_supported"].as_array().unwrap();
    for one in scope.split(' ') {
        assert!(published.contains(&json!(one)), "{one}");
    }
    let changes = [&[("scope", scope)][..], changes].concat();
    let tokens = here.tokens(&changes).await;
    let claims = here.rp.verified(&tokens["id_token"]).await;
    let (status, person) = here.rp.userinfo(&tokens).await;
    assert_eq!(status, 200);
    assert_eq!(person["sub"], claims["sub"]);
    for name in person.as_object().unwrap().keys() {
        assert!(name == "sub" || claims.get(name).is_none(), "{claims}");
    }
    person
}

fn has_profile(person: &Value) {
    assert_eq!(person["name"], "Ada Lovelace");
    assert_eq!(person["given_name"], "Ada");
    assert_eq!(person["family_name"], "Lovelace");
    assert_eq!(person["preferred_username"], "ada");
    assert_eq!(person["locale"], "en");
    assert_eq!(person["zoneinfo"], "Europe/Vienna");
    assert!(person["updated_at"].is_i64(), "{person}");
}

fn has_email(person: &Value) {
    assert_eq!(person["email"], ADA);
    assert_eq!(person["email_verified"], json!(true));
}

fn has_address(person: &Value) {
    let address = &person["address"];
    assert_eq!(address["street_address"], "Ring 1");
    assert_eq!(address["locality"], "Wien");
    assert_eq!(address["postal_code"], "1010");
    assert_eq!(address["country"], "Austria");
    assert_eq!(address["formatted"], "Ring 1\n1010 Wien\nAustria");
}

fn has_phone(person: &Value) {
    assert_eq!(person["phone_number"], "+431234567");
    assert_eq!(person["phone_number_verified"], json!(false));
}

/// Asserts that nothing is there that the scope does not ask for.
fn has_not(person: &Value, names: &[&str]) {
    for name in names {
        assert_eq!(person.get(name), None, "{person}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn oidcc_scope_profile() {
    let person = person("openid profile", &[]).await;
    has_profile(&person);
    has_not(&person, &["email", "address", "phone_number"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn oidcc_scope_email() {
    let person = person("openid email", &[]).await;
    has_email(&person);
    has_not(&person, &["name", "address", "phone_number"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn oidcc_scope_address() {
    let person = person("openid address", &[]).await;
    has_address(&person);
    has_not(&person, &["name", "email", "phone_number"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn oidcc_scope_phone() {
    let person = person("openid phone", &[]).await;
    has_phone(&person);
    has_not(&person, &["name", "email", "address"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn oidcc_scope_all() {
    let person = person("openid profile email address phone", &[]).await;
    has_profile(&person);
    has_email(&person);
    has_address(&person);
    has_phone(&person);
}

/// In older versions of the plan, this is `oidcc-ensure-other-scope-order-succeeds`.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn oidcc_alternate_happy_flow() {
    let here = Setting::new().await;
    let path = here.path(&[("scope", "email openid")]);
    let (endpoint, query) = path.split_once('?').unwrap();
    let reversed: Vec<&str> = query.split('&').rev().collect();
    let path = format!("{endpoint}?{}", reversed.join("&"));
    let code = code_in(&location(&here.ada.get(&path).await));
    let tokens = redeem(&here.rp, &code).await;
    let (status, person) = here.rp.userinfo(&tokens).await;
    assert_eq!(status, 200);
    has_email(&person);
}

/// The scopes alone decide what an application learns, because they are what a person is asked about. So a
/// claim of another scope is left out although it is essential. The request must succeed all the same; the
/// plan warns about the missing claim.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn oidcc_claims_essential() {
    let name = r#"{"userinfo":{"name":{"essential":true}}}"#;
    let without = person("openid", &[("claims", name)]).await;
    has_not(&without, &["name"]);
    let with = person("openid profile", &[("claims", name)]).await;
    has_profile(&with);
}
