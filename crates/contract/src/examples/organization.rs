use rules::aging::AgingPolicy;
use rules::lockout::LockoutPolicy;
use rules::mfa::MfaPolicy;
use rules::password::PasswordPolicy;
use serde_json::{Value, json};

use crate::profile::ProfilePolicy;

/// An organization.
pub fn organization() -> Value {
    json!({
        "id": "0199f3c0-5b1e-7d20-8c4a-2f6e9b3d7a10",
        "name": "Example Ltd",
        "contactEmail": "it-help@example.com",
        "usersMayEditProfile": true,
        "profilePolicy": ProfilePolicy::default(),
        "passwordPolicy": PasswordPolicy::default(),
        "agingPolicy": AgingPolicy::default(),
        "lockoutPolicy": LockoutPolicy::default(),
        "administratorLockoutPolicy": LockoutPolicy::ADMINISTRATORS,
        "mfaPolicy": MfaPolicy::default(),
        "recoveryEmailEnabled": true,
        "createdAt": "2026-09-14T11:58:20Z",
        "version": 7,
    })
}

/// An update of some settings.
pub fn update_organization() -> Value {
    json!({
        "contactEmail": "it-help@example.com",
        "passwordPolicy": PasswordPolicy { min_length: 15, ..PasswordPolicy::default() },
        "complyBy": "2027-01-31T00:00:00Z",
        "recoveryEmailEnabled": true,
    })
}

/// An API key.
pub fn api_key() -> Value {
    json!({
        "id": "0199f3c0-9f52-7164-8a8e-6da23f71be54",
        "name": "HR import",
        "prefix": "lk_4fQ9rT2x",
        "scopes": ["users:read", "users:write"],
        "createdBy": "Olivia Owner",
        "createdAt": "2026-11-02T10:15:00Z",
        "expiresAt": "2027-01-31T10:15:00Z",
        "lastUsedAt": "2026-11-24T03:00:00Z",
    })
}
