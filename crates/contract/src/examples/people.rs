use rules::passwords::PasswordPolicy;
use serde_json::{Value, json};

use super::factors::mfa;
use crate::profile::ProfilePolicy;

/// A user.
pub fn user() -> Value {
    json!({
        "id": "0199f3c0-a1b2-7c3d-8e4f-5a6b7c8d9e01",
        "email": "ada.lovelace@example.com",
        "emailVerified": true,
        "username": "ada.lovelace",
        "name": "Ada Lovelace",
        "firstName": "Ada",
        "lastName": "Lovelace",
        "language": "en-GB",
        "timeZone": "Europe/London",
        "jobTitle": "Analyst",
        "department": "Engineering",
        "employeeNumber": "1815",
        "workPhone": "+44 20 7946 0018",
        "workAddress": {
            "street": "12 St James's Square",
            "locality": "London",
            "postalCode": "SW1Y 4JH",
            "country": "United Kingdom",
        },
        "attributes": { "badge": 4711, "shirtSize": "M" },
        "state": "active",
        "stateChangedAt": "2026-10-05T07:30:00.000Z",
        "password": {
            "status": "active",
            "setAt": "2026-10-05T08:02:11.000Z",
            "neverExpires": false,
            "temporary": false,
        },
        "passwordExpired": false,
        "failedAttempts": {
            "passwords": { "used": 2, "limit": 6 },
            "factors": { "used": 0, "limit": 6 },
            "until": "2026-11-24T09:30:00.000Z",
        },
        "recoveryEmail": {
            "email": "ada@home.example",
            "enteredAt": "2026-10-05T08:10:00.000Z",
            "verifiedAt": "2026-10-05T08:14:27.000Z",
        },
        "mfa": mfa(),
        "terms": { "version": 2, "acceptedAt": "2026-11-23T16:45:09.000Z" },
        "lastSignInAt": "2026-11-23T16:45:09.000Z",
        "createdAt": "2026-10-01T09:00:00.000Z",
        "updatedAt": "2026-10-05T08:14:27.000Z",
        "version": 4,
    })
}

/// A new user.
pub fn create_user() -> Value {
    json!({
        "email": "ada.lovelace@example.com",
        "username": "ada.lovelace",
        "state": "active",
        "firstName": "Ada",
        "lastName": "Lovelace",
        "jobTitle": "Analyst",
        "department": "Engineering",
        "employeeNumber": "1815",
    })
}

/// An update by an administrator.
pub fn update_user() -> Value {
    json!({
        "jobTitle": "Lead analyst",
        "manager": "charles.babbage@example.com",
        "mfa": { "requirementOverride": "required" },
        "mobilePhone": null,
        "workAddress": { "country": "France", "region": null },
    })
}

/// An update by the user.
pub fn profile_changes() -> Value {
    json!({
        "displayName": "Ada King",
        "timeZone": "Europe/London",
        "homePhone": null,
    })
}

/// The counts of an organization with 250 users.
pub fn user_counts() -> Value {
    json!({
        "total": 250,
        "states": { "staged": 6, "active": 238, "suspended": 6 },
        "passwordStatuses": { "pending": 11, "active": 233, "expired": 4, "locked": 2 },
        "expiring": 3,
        "mustComply": 0,
        "mfa": {
            "enrolled": 190,
            "enrollmentPeriod": 12,
            "enrollmentOverdue": 1,
            "notEnrolled": 47,
        },
    })
}

/// An administrator.
pub fn administrator() -> Value {
    json!({
        "id": "0199f3c0-6c2f-7e31-9d5b-3a7f0c4e8b21",
        "email": "grace.hopper@example.com",
        "name": "Grace Hopper",
        "role": "help_desk",
        "state": "active",
        "passwordStatus": "active",
        "mfa": mfa(),
        "lastSignInAt": "2026-11-24T08:31:40.000Z",
        "createdAt": "2026-09-14T12:00:00.000Z",
        "version": 2,
    })
}

/// A user's own account.
pub fn me() -> Value {
    json!({
        "id": "0199f3c0-a1b2-7c3d-8e4f-5a6b7c8d9e01",
        "organizationId": "0199f3c0-5b1e-7d20-8c4a-2f6e9b3d7a10",
        "organizationName": "Example Ltd",
        "contactEmail": "it-help@example.com",
        "email": "ada.lovelace@example.com",
        "emailVerified": true,
        "username": "ada.lovelace",
        "name": "Ada Lovelace",
        "firstName": "Ada",
        "lastName": "Lovelace",
        "language": "en-GB",
        "timeZone": "Europe/London",
        "jobTitle": "Analyst",
        "department": "Engineering",
        "profileEditable": true,
        "organizationFields": ProfilePolicy::default().organization_fields,
        "passwordSetAt": "2026-10-05T08:02:11.000Z",
        "passwordExpiresSoon": false,
        "mfa": { "requirement": "optional", "status": "enrolled" },
        "recoveryEmailEnabled": true,
        "passwordPolicy": PasswordPolicy::default(),
        "version": 4,
    })
}

/// An administrator's own account.
pub fn administrator_me() -> Value {
    json!({
        "id": "0199f3c0-6c2f-7e31-9d5b-3a7f0c4e8b21",
        "organizationId": "0199f3c0-5b1e-7d20-8c4a-2f6e9b3d7a10",
        "organizationName": "Example Ltd",
        "email": "grace.hopper@example.com",
        "name": "Grace Hopper",
        "recoveryEmailEnabled": true,
        "mfa": { "requirement": "required", "status": "enrolled" },
        "role": "help_desk",
        "permissions": [
            "users:read",
            "users:assist",
            "groups:read",
            "administrators:read",
            "organization:read",
            "events:read",
        ],
        "passwordSetAt": "2026-09-14T12:20:05.000Z",
        "passwordPolicy": PasswordPolicy::default(),
    })
}
