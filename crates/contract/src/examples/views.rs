//! Examples of saved views.

use serde_json::{Value, json};

/// A view.
pub fn view() -> Value {
    json!({
        "id": "0199f3c1-5a0d-7c1f-9f39-18fdeaf1c96f",
        "list": "users",
        "name": "Contractors who have not signed in",
        "shared": false,
        "createdBy": "Grace Hopper",
        "filter": "employeeType:Contractor;lastSignInBefore:2026-09-01",
        "sort": "lastSignInAt",
        "columns": ["department", "manager", "lastSignInAt"],
        "createdAt": "2026-11-24T08:00:00.000Z",
        "version": 1,
    })
}

/// A new view.
pub fn create_view() -> Value {
    json!({
        "list": "users",
        "name": "Contractors who have not signed in",
        "filter": "employeeType:Contractor;lastSignInBefore:2026-09-01",
        "sort": "lastSignInAt",
        "columns": ["department", "manager", "lastSignInAt"],
    })
}

/// A change of a view.
pub fn update_view() -> Value {
    json!({ "name": "Contractors", "columns": ["department", "lastSignInAt"] })
}
