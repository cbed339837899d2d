use serde_json::{Value, json};

/// The bind user of an application.
pub fn ldap_bind_user() -> Value {
    json!({
        "id": "0199f3c1-af52-7164-8a8e-6da23f71ce65",
        "name": "nextcloud",
        "dn": "cn=nextcloud,ou=services,dc=example,dc=com",
        "reads": "application",
        "applicationId": "0199f3c1-05b8-77ca-8ae4-c3a895d7b41a",
        "applicationName": "Nextcloud",
        "createdBy": "Olivia Owner",
        "createdAt": "2026-11-24T08:40:12.305Z",
        "lastUsedAt": "2026-11-25T06:12:00.000Z",
    })
}

/// A bind user that may read everything.
pub fn create_ldap_bind_user() -> Value {
    json!({ "name": "nextcloud", "reads": "everybody" })
}
