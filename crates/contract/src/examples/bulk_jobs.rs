use serde_json::{Value, json};

/// A job on a few users.
pub fn create_bulk_job() -> Value {
    json!({ "action": "unlock", "users": bulk_job_users() })
}

/// A few users.
pub fn bulk_job_users() -> Value {
    json!({
        "ids": [
            "0199f3c0-a1b2-7c3d-8e4f-5a6b7c8d9e01",
            "0199f3c0-a1b2-7c3d-8e4f-5a6b7c8d9e02",
        ],
    })
}

/// A job that is under way.
pub fn bulk_job() -> Value {
    json!({
        "id": "0199f3c1-7c2f-7e31-8f4a-29affd21db80",
        "action": "suspend",
        "state": "running",
        "counts": { "users": 3214, "waiting": 1200, "done": 2000, "unchanged": 0, "failed": 14 },
        "startedBy": "Grace Hopper",
        "createdAt": "2026-11-24T08:40:12.305Z",
    })
}

/// A user for whom the action was refused.
pub fn bulk_job_result() -> Value {
    json!({
        "userId": "0199f3c0-a1b2-7c3d-8e4f-5a6b7c8d9e01",
        "name": "Ada Lovelace",
        "email": "ada.lovelace@example.com",
        "outcome": "failed",
        "problem": {
            "type": "urn:latchkey:problem:conflict",
            "title": "This cannot be done now",
            "status": 409,
            "detail": "The account is not locked",
        },
    })
}
