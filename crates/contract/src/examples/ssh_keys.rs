use serde_json::{Value, json};

const PUBLIC_KEY: &str =
    "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIK9oEvaAzSNFufsIr9bk0NNZrbSzKQt2L4NHB6WEePoR";

/// The key of a laptop.
pub fn ssh_key() -> Value {
    json!({
        "id": "0199f3c1-8d30-7f42-ae6c-4b801d5fac43",
        "name": "Work laptop",
        "type": "ed25519",
        "bits": 256,
        "fingerprint": "SHA256:uTrcPQh9ATl90nV+VS8oEjng3bfE1dCpfqe5xH+w3aQ",
        "publicKey": PUBLIC_KEY,
        "comment": "ada@laptop",
        "createdAt": "2026-11-24T08:40:12.305Z",
    })
}

/// The key, with the user it belongs to.
pub fn owned_ssh_key() -> Value {
    json!({
        "userId": "0199f3c0-a1b2-7c3d-8e4f-5a6b7c8d9e01",
        "username": "ada",
        "userName": "Ada Lovelace",
        "userEmail": "ada.lovelace@example.com",
        "key": ssh_key(),
    })
}

/// The same key, to add it.
pub fn add_ssh_key() -> Value {
    json!({
        "name": "Work laptop",
        "publicKey": format!("{PUBLIC_KEY} ada@laptop"),
    })
}
