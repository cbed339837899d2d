use serde_json::{Value, json};

/// The password of a mail program.
pub fn application_password() -> Value {
    json!({
        "id": "0199f3c1-9e41-7053-bf7d-5c912e60bd54",
        "name": "Mail on my phone",
        "applicationId": "0199f3c1-05b8-77ca-8ae4-c3a895d7b41a",
        "applicationName": "Mail",
        "createdAt": "2026-11-24T08:40:12.305Z",
        "lastUsedAt": "2026-11-25T06:12:00.000Z",
    })
}

/// The password, with the user it belongs to.
pub fn owned_application_password() -> Value {
    json!({
        "userId": "0199f3c0-a1b2-7c3d-8e4f-5a6b7c8d9e01",
        "username": "ada",
        "userName": "Ada Lovelace",
        "userEmail": "ada.lovelace@example.com",
        "applicationPassword": application_password(),
    })
}

/// The password of a device.
pub fn create_application_password() -> Value {
    json!({ "name": "Printer on the second floor" })
}
