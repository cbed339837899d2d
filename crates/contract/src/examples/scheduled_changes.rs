use serde_json::{Value, json};

/// A suspension on a date.
pub fn scheduled_change() -> Value {
    json!({
        "id": "0199f3c1-6b1e-7d20-9e39-18fedc10ca6f",
        "userId": "0199f3c0-a1b2-7c3d-8e4f-5a6b7c8d9e01",
        "userName": "Ada Lovelace",
        "userEmail": "ada.lovelace@example.com",
        "action": "suspend",
        "at": "2030-03-01T17:00:00.000Z",
        "localTime": "2030-03-01T18:00",
        "timeZone": "Europe/Berlin",
        "note": "The contract ends",
        "sendsEmail": true,
        "scheduledBy": "Grace Hopper",
        "createdAt": "2026-11-24T08:40:12.305Z",
    })
}

/// A suspension on a date.
pub fn schedule_change() -> Value {
    json!({
        "action": "suspend",
        "at": "2030-03-01T18:00",
        "note": "The contract ends",
    })
}
