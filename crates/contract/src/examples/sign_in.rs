use rules::lockout::LockoutPolicy;
use rules::password_aging::AgingPolicy;
use rules::passwords::PasswordPolicy;
use serde_json::{Value, json};

/// A completed sign-in.
pub fn sign_in() -> Value {
    json!({
        "email": "ada.lovelace@example.com",
        "nextStep": "complete",
        "expiresAt": "2026-11-24T09:10:00.000Z",
        "accessToken": {
            "accessToken": "eyJhbGciOiJFZERTQSIsInR5cCI6ImF0K2p3dCJ9.eyJzdWIiOiIwMTk5ZjNjMCJ9.c2lnbmF0dXJl",
            "tokenType": "Bearer",
            "expiresInSeconds": 300,
        },
    })
}

/// A new sign-in, which waits for the password.
pub fn waits_for_password() -> Value {
    json!({
        "email": "ada.lovelace@example.com",
        "nextStep": "password",
        "expiresAt": "2026-11-24T09:10:00.000Z",
    })
}

/// A sign-in that waits for MFA.
pub fn waits_for_factor() -> Value {
    json!({
        "email": "ada.lovelace@example.com",
        "nextStep": "factor",
        "expiresAt": "2026-11-24T09:10:00.000Z",
        "factors": ["passkey", "totp", "recovery_code"],
    })
}

/// A password reset that the user requested.
pub fn link_details() -> Value {
    json!({
        "purpose": "user_password_reset",
        "expiresAt": "2026-11-24T09:12:00.000Z",
        "organizationName": "Example Ltd",
        "displayName": "Ada Lovelace",
        "requirements": {
            "policy": PasswordPolicy::default(),
            "email": "ada.lovelace@example.com",
            "username": "ada.lovelace",
        },
        "factors": ["totp", "recovery_code"],
        "termsRequired": false,
    })
}

/// What somebody sees who signs up an organization.
pub fn sign_up_details() -> Value {
    json!({
        "name": "Olivia Owner",
        "organizationName": "Example Ltd",
        "requirements": {
            "policy": PasswordPolicy::default(),
            "email": "olivia@example.com",
            "username": "",
        },
        "expiresAt": "2026-11-25T09:00:00.000Z",
    })
}

/// A user whom somebody has locked out.
pub fn sign_in_diagnosis() -> Value {
    let lock = json!({
        "reason": "failed_password_attempts",
        "at": "2026-11-24T09:00:00.000Z",
        "until": "2026-11-24T09:10:00.000Z",
    });
    json!({
        "verdict": "only_known_browsers",
        "shown": {
            "problem": {
                "type": "urn:latchkey:problem:wrong-credentials",
                "title": "The email or password is incorrect",
                "status": 401,
                "detail": "Check both, or reset your password",
            },
        },
        "shownInKnownBrowsers": { "nextStep": "complete" },
        "facts": [{
            "kind": "locked",
            "blocks": true,
            "since": "2026-11-24T09:00:00.000Z",
            "until": "2026-11-24T09:10:00.000Z",
            "lock": lock,
            "remedies": ["unlock"],
        }],
        "state": "active",
        "password": {
            "status": "locked",
            "setAt": "2026-10-05T08:02:11.000Z",
            "neverExpires": false,
            "temporary": false,
            "lock": lock,
        },
        "mfa": {
            "status": "not_enrolled",
            "requirement": "optional",
            "factors": [],
            "recoveryCodesLeft": 0,
        },
        "attempts": [{
            "at": "2026-11-24T09:00:00.000Z",
            "result": "wrong_password",
            "times": 6,
            "address": "203.0.113.24",
            "knownAddress": false,
            "device": "Firefox on Linux",
        }],
        "sessions": 1,
        "links": [],
        "deliveries": [super::mail_delivery()],
        "policy": {
            "lockout": LockoutPolicy::default(),
            "aging": AgingPolicy::default(),
            "mfa": "optional",
            "enrollmentDays": 7,
        },
    })
}
