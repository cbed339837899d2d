use serde_json::{Value, json};

/// The numbers of a user and a group.
pub fn import_posix_numbers() -> Value {
    json!({
        "users": [{ "username": "ada", "uidNumber": 5001, "gidNumber": 5001 }],
        "groups": [{ "name": "Engineering", "gidNumber": 5100 }],
    })
}
