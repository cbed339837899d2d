use serde_json::{Value, json};

/// A webhook with one secret.
pub fn webhook() -> Value {
    json!({
        "id": "0199f3c1-5a0d-7c1f-9f39-18fdea1c096f",
        "name": "Security monitoring",
        "url": "https://hooks.example.com/latchkey",
        "events": ["user.created", "user.suspended"],
        "enabled": true,
        "secrets": [webhook_secret()],
        "createdBy": "Grace Hopper",
        "createdAt": "2026-11-24T08:40:12.305Z",
        "version": 1,
    })
}

/// A secret.
pub fn webhook_secret() -> Value {
    json!({
        "id": "0199f3c1-6b1e-7d20-a04a-290efb2d1a70",
        "hint": "whsec_T0pVd1Nv",
        "createdAt": "2026-11-24T08:40:12.305Z",
    })
}

/// A delivery that the receiver accepted.
pub fn webhook_delivery() -> Value {
    json!({
        "id": "0199f3c1-7c2f-7e31-b15b-3a1f0c3e2b81",
        "webhookId": "0199f3c1-5a0d-7c1f-9f39-18fdea1c096f",
        "eventId": "0199f3c0-b063-7275-9b9f-7eb34082cf65",
        "event": "user.suspended",
        "state": "delivered",
        "attempts": 1,
        "body": "{\"data\":{},\"timestamp\":\"2026-11-24T08:40:12.305Z\",\"type\":\"user.suspended\"}",
        "responseStatus": 200,
        "responseBody": "ok",
        "createdAt": "2026-11-24T08:40:12.305Z",
        "deliveredAt": "2026-11-24T08:40:12.611Z",
    })
}
