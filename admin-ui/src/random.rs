//! Random keys for requests.

use leptos::prelude::window;

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
