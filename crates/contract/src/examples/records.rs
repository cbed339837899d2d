use serde_json::{Value, json};

/// An action by an administrator.
pub fn event() -> Value {
    json!({
        "id": "0199f3c0-b063-7275-9b9f-7eb34082cf65",
        "position": 1204,
        "at": "2026-11-24T08:40:12.305Z",
        "action": "user.suspended",
        "outcome": "success",
        "actor": {
            "kind": "administrator",
            "id": "0199f3c0-6c2f-7e31-9d5b-3a7f0c4e8b21",
            "name": "Grace Hopper",
            "email": "grace.hopper@example.com",
        },
        "target": {
            "kind": "user",
            "id": "0199f3c0-a1b2-7c3d-8e4f-5a6b7c8d9e01",
            "name": "Ada Lovelace",
            "email": "ada.lovelace@example.com",
        },
        "address": "203.0.113.24",
        "device": "Firefox on Linux",
        "detail": { "sessions_ended": "2" },
    })
}

/// A signed checkpoint of the events.
pub fn event_checkpoint() -> Value {
    json!({
        "id": "0199f3c1-5a0d-7c1f-9f39-18fdea1cf96f",
        "organizationId": "0199f3c0-5b1e-7d20-8c4a-2f6e9b3d7a10",
        "position": 1204,
        "hash": "0OQPIbGmWdwVa3QOiN0yvn1wHj3Oz3GmJ6Q7kVYHn1A",
        "at": "2026-11-24T09:00:00.000Z",
        "startsChain": false,
        "publicKey": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
        "signature": "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg",
    })
}

/// A delivered email.
pub fn mail_delivery() -> Value {
    json!({
        "id": "0199f3c0-c174-7386-aca0-8fc45193d076",
        "kind": "user_password_reset",
        "to": "ada.lovelace@example.com",
        "subject": "Example Ltd: reset your password",
        "state": "sent",
        "attempts": 1,
        "createdAt": "2026-11-24T08:12:00.118Z",
        "sentAt": "2026-11-24T08:12:01.642Z",
    })
}

/// A kind of email.
pub fn mail_preview() -> Value {
    json!({
        "kind": "user_password_reset",
        "label": "Password reset, requested by the user",
        "subject": "Example Ltd: reset your password",
        "text": "Hello Ada,\n\nSomeone, most likely you, requested a password reset for your account at Example Ltd.",
        "page": "/mail-previews/c2VhbGVkLWxlYXZlLXRvLWxvb2s",
    })
}

/// A session.
pub fn session() -> Value {
    json!({
        "id": "0199f3c0-7d30-7f42-ae6c-4b801d5f9c32",
        "current": true,
        "device": "Firefox on Linux",
        "address": "203.0.113.24",
        "createdAt": "2026-11-24T07:58:03.000Z",
        "lastUsedAt": "2026-11-24T08:40:00.000Z",
        "expiresAt": "2026-11-25T08:40:00.000Z",
    })
}

/// A known browser.
pub fn known_browser() -> Value {
    json!({
        "id": "0199f3c0-e396-75a8-8ec2-a1e673b5f298",
        "current": true,
        "device": "Firefox on Linux",
        "firstSignInAt": "2026-10-05T08:02:11.000Z",
        "lastSignInAt": "2026-11-24T07:58:03.000Z",
        "expiresAt": "2027-05-23T07:58:03.000Z",
    })
}

/// A group.
pub fn group() -> Value {
    json!({
        "id": "0199f3c0-f4a7-76b9-9fd3-b2f784c6a309",
        "name": "Engineering",
        "description": "Everyone who builds the product",
        "members": 42,
        "createdAt": "2026-11-02T10:15:00.000Z",
        "version": 2,
    })
}
