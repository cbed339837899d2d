//! Random keys for requests.

use leptos::prelude::*;
use portal_kit::sending::Sending;

/// The idempotency key of a form that creates something: the same for every retry, so that a lost response cannot
/// lead to a second creation. After validation errors the request changes, so it gets another one.
pub fn form_key(form: Sending) -> StoredValue<String> {
    let key = StoredValue::new(request_key());
    Effect::new(move || {
        if form.errors.with(|errors| !errors.is_empty()) {
            key.set_value(request_key());
        }
    });
    key
}

/// A unique request key of 128 random bits. Unlike `crypto.randomUUID`, also works without TLS.
pub fn request_key() -> String {
    let mut bytes = [0_u8; 16];
    if let Ok(crypto) = window().crypto() {
        let _ = crypto.get_random_values_with_u8_array(&mut bytes);
    }
    uuid::Builder::from_random_bytes(bytes)
        .into_uuid()
        .to_string()
}
