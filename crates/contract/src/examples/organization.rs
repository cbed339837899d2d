use rules::appearance::Appearance;
use rules::directory::DirectoryPolicy;
use rules::event::EventRetention;
use rules::lockout::LockoutPolicy;
use rules::mfa::MfaPolicy;
use rules::password_aging::AgingPolicy;
use rules::passwords::PasswordPolicy;
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
        "timeZone": "Europe/Berlin",
        "passwordPolicy": PasswordPolicy::default(),
        "agingPolicy": AgingPolicy::default(),
        "lockoutPolicy": LockoutPolicy::default(),
        "administratorLockoutPolicy": LockoutPolicy::ADMINISTRATORS,
        "mfaPolicy": MfaPolicy::default(),
        "eventRetention": EventRetention::default(),
        "appearance": Appearance::default(),
        "directory": DirectoryPolicy::default(),
        "recoveryEmailEnabled": true,
        "createdAt": "2026-09-14T11:58:20.000Z",
        "version": 7,
    })
}

/// An update of some settings.
pub fn update_organization() -> Value {
    json!({
        "contactEmail": "it-help@example.com",
        "passwordPolicy": { "minLength": 15 },
        "complianceDeadline": { "by": "2027-01-31T00:00:00.000Z" },
        "recoveryEmailEnabled": true,
    })
}

/// What an update of some settings would do.
pub fn policy_preview() -> Value {
    json!({
        "examined": 1204,
        "affected": 1187,
        "outcomes": [
            { "outcome": "password_expires_now", "accounts": 12 },
            { "outcome": "password_expires_soon", "accounts": 31 },
            { "outcome": "password_expires_earlier", "accounts": 1144 },
        ],
    })
}

/// A page of the accounts that an update would affect.
pub fn affected_accounts() -> Value {
    json!({
        "items": [{
            "kind": "user",
            "id": "0199f3c0-a1b2-7c3d-8e4f-5a6b7c8d9e01",
            "name": "Ada Lovelace",
            "email": "ada.lovelace@example.com",
            "state": "active",
            "outcomes": ["password_expires_now"],
            "passwordExpiresAt": "2026-11-20T08:30:00.000Z",
        }],
        "nextCursor": "Vq0bJ1yq3V8n0c5Zk2",
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
        "createdById": "0199f3c0-6c2f-7e31-9d5b-3a7f0c4e8b21",
        "creator": "active",
        "createdAt": "2026-11-02T10:15:00.000Z",
        "expiresAt": "2027-01-31T10:15:00.000Z",
        "lastUsedAt": "2026-11-24T03:00:00.000Z",
    })
}
