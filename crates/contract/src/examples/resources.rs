use serde_json::{Value, json};

/// The access points of a site.
pub fn radius_client() -> Value {
    json!({
        "id": "0199f3c1-8d30-7f42-ae6c-4b801d5fb154",
        "name": "Wi-Fi, headquarters",
        "network": "10.20.0.0/24",
        "hint": "lkrk7mq2",
        "everyone": false,
        "groups": [{
            "groupId": "0199f3c0-f4a7-76b9-9fd3-b2f784c6a309",
            "groupName": "Engineering",
            "vlan": 42,
        }],
        "vlan": 10,
        "onLock": "remove",
        "onExpiry": "maintain",
        "createdBy": "Grace Hopper",
        "createdAt": "2026-11-24T08:40:12.305Z",
        "lastUsedAt": "2026-11-24T09:12:41.117Z",
        "version": 1,
    })
}

/// Creates it.
pub fn create_radius_client() -> Value {
    json!({
        "name": "Wi-Fi, headquarters",
        "network": "10.20.0.0/24",
        "groups": [{ "groupId": "0199f3c0-f4a7-76b9-9fd3-b2f784c6a309", "vlan": 42 }],
        "vlan": 10,
        "onExpiry": "maintain",
    })
}

/// Keeps out those whose password has expired, and lets the access point decide about the VLAN.
pub fn update_radius_client() -> Value {
    json!({ "onExpiry": "remove", "vlan": null })
}

/// Hosts that share a key.
pub fn host() -> Value {
    json!({
        "id": "0199f3c1-9e41-7053-bf7d-5c912e60c265",
        "name": "Build servers",
        "hint": "lkh_T0pVd1Nv",
        "everyone": false,
        "groups": [{ "id": "0199f3c0-f4a7-76b9-9fd3-b2f784c6a309", "name": "Engineering" }],
        "onLock": "remove",
        "onExpiry": "remove",
        "createdBy": "Grace Hopper",
        "createdAt": "2026-11-24T08:40:12.305Z",
        "lastUsedAt": "2026-11-24T09:12:41.117Z",
        "version": 1,
    })
}

/// Creates them.
pub fn create_host() -> Value {
    json!({
        "name": "Build servers",
        "groups": ["0199f3c0-f4a7-76b9-9fd3-b2f784c6a309"],
    })
}

/// Opens them to all users.
pub fn update_host() -> Value {
    json!({ "everyone": true })
}

/// A user whose factor is due, and who has no application password.
pub fn resource_access() -> Value {
    let remedies = json!(["create_application_password"]);
    json!({
        "allowed": false,
        "ways": [
            {
                "credential": "password",
                "obstacle": { "kind": "factor_due", "remedies": remedies },
            },
            {
                "credential": "application_password",
                "obstacle": { "kind": "no_application_password", "remedies": remedies },
            },
        ],
    })
}

/// A user who is in no group of a host.
pub fn host_access() -> Value {
    let obstacle = json!({ "kind": "not_in_group", "remedies": ["add_to_group", "admit_group"] });
    json!({
        "allowed": false,
        "ways": [
            { "credential": "ssh_key", "obstacle": obstacle },
            { "credential": "password", "obstacle": obstacle },
            { "credential": "application_password", "obstacle": obstacle },
        ],
    })
}

/// One key.
pub fn authorized_keys() -> Value {
    json!({
        "keys": [
            "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIJ1i3x3Uo0gqHn4CwEBqgqFhA9jHWzXJyQdYqXk0pUvF",
        ],
    })
}
