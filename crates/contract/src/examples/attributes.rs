use serde_json::{Value, json};

/// An attribute that the organization has added to the profile.
pub fn attribute_definition() -> Value {
    json!({
        "id": "0199f3c1-5a0d-7c1f-8f39-18fdeac16f96",
        "name": "shirtSize",
        "label": "T-shirt size",
        "kind": "choice",
        "choices": ["S", "M", "L", "XL"],
        "required": false,
        "userAccess": "write",
        "filterable": true,
        "searchable": false,
        "position": 1,
        "users": 118,
        "createdAt": "2026-11-02T10:15:00.000Z",
        "version": 2,
    })
}

/// A new attribute.
pub fn create_attribute() -> Value {
    json!({
        "name": "shirtSize",
        "label": "T-shirt size",
        "kind": "choice",
        "choices": ["S", "M", "L", "XL"],
        "required": false,
        "userAccess": "write",
        "filterable": true,
        "searchable": false,
    })
}

/// An update of an attribute.
pub fn update_attribute() -> Value {
    json!({
        "label": "Size of T-shirt",
        "userAccess": "read",
        "position": 3,
    })
}
