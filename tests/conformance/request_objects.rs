//! Request objects are not supported: everything in them can be in the request itself, and an application
//! that wants to prove its identity can authenticate with a key (`private_key_jwt`). The plan allows the
//! refusals that these tests expect.

use harness::{CALLBACK, encode};
use serde_json::{Value, json};

use crate::setting::{NONCE, STATE, Setting, refused, refused_on_a_page};

/// An unsigned request object.
fn object(here: &Setting, redirect_uri: &str) -> String {
    let header = json!({"alg": "none"});
    let claims = json!({
        "iss": here.rp.client_id,
        "aud": here.server.origin,
        "client_id": here.rp.client_id,
        "response_type": "code",
        "redirect_uri": redirect_uri,
        "scope": "openid",
        "state": STATE,
        "nonce": NONCE,
    });
    let part = |value: &Value| encode(value.to_string().as_bytes());
    format!("{}.{}.", part(&header), part(&claims))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn oidcc_request_uri_unsigned_supported_correctly_or_rejected_as_unsupported() {
    let here = Setting::new().await;
    let document = here.discovery().await;
    assert_eq!(document["request_uri_parameter_supported"], json!(false));
    let by_reference = ("request_uri", "https://app.example.com/request.jwt");
    refused(
        &here.sent(&[by_reference]).await,
        "request_uri_not_supported",
    );
    // Where to return to is not known if it is in the object alone.
    let only = [by_reference, ("redirect_uri", ""), ("state", "")];
    refused_on_a_page(&here.ada.get(&here.path(&only)).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn oidcc_unsigned_request_object_supported_correctly_or_rejected_as_unsupported() {
    let here = Setting::new().await;
    let document = here.discovery().await;
    assert_eq!(document["request_parameter_supported"], json!(false));
    let object = object(&here, CALLBACK);
    let by_value = ("request", &*object);
    refused(&here.sent(&[by_value]).await, "request_not_supported");
    let only = [by_value, ("redirect_uri", ""), ("state", "")];
    refused_on_a_page(&here.ada.get(&here.path(&only)).await);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn oidcc_ensure_request_object_with_redirect_uri() {
    let here = Setting::new().await;
    let good = object(&here, CALLBACK);
    let unregistered = "https://app.example.com/other";
    // The address in the object would win if objects were read. As they are not, nothing goes to either.
    let changes = [("request", &*good), ("redirect_uri", unregistered)];
    refused_on_a_page(&here.ada.get(&here.path(&changes)).await);
    let bad = object(&here, unregistered);
    refused(
        &here.sent(&[("request", &*bad)]).await,
        "request_not_supported",
    );
}
