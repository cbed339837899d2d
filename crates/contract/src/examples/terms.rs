use serde_json::{Value, json};

const TEXT: &str = "Use your account for your work only.\n\nDo not share your password.";

/// The second version of the terms.
pub fn terms() -> Value {
    json!({
        "version": 2,
        "text": TEXT,
        "publishedAt": "2026-11-20T09:00:00.000Z",
    })
}

/// The same terms, as administrators see them.
pub fn organization_terms() -> Value {
    json!({
        "required": true,
        "current": terms(),
        "publishedBy": "Olivia Owner",
        "version": 7,
    })
}

/// The same terms, to publish them.
pub fn set_terms() -> Value {
    json!({ "required": true, "text": TEXT })
}

/// What a user sees who has accepted the first version only.
pub fn my_terms() -> Value {
    json!({
        "due": true,
        "current": terms(),
        "accepted": { "version": 1, "acceptedAt": "2026-10-05T08:03:40.000Z" },
    })
}

/// That a user accepted the second version.
pub fn terms_acceptance() -> Value {
    json!({
        "version": 2,
        "acceptedAt": "2026-11-23T16:45:09.000Z",
        "address": "203.0.113.24",
    })
}

/// A sign-in that waits until the terms are accepted.
pub fn waits_for_terms() -> Value {
    json!({
        "email": "ada.lovelace@example.com",
        "nextStep": "accept_terms",
        "expiresAt": "2026-11-24T09:10:00.000Z",
        "terms": terms(),
    })
}
