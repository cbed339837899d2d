use serde_json::{Value, json};

/// An application.
pub fn application() -> Value {
    json!({
        "id": "0199f3c1-05b8-77ca-8ae4-c3a895d7b41a",
        "name": "Wiki",
        "description": "How we work, and where things are",
        "letter": "W",
        "color": "teal",
        "protocol": "bookmark",
        "enabled": true,
        "visible": true,
        "category": "Knowledge",
        "launchUrl": "https://wiki.example.com/",
        "openTo": "assigned",
        "factor": "any",
        "freshMinutes": 60,
        "onLock": "maintain",
        "groups": 2,
        "users": 1,
        "lastOpenedAt": "2026-11-24T08:40:12.305Z",
        "createdAt": "2026-11-02T10:15:00.000Z",
        "version": 3,
    })
}

/// A new bookmark.
pub fn create_application() -> Value {
    json!({
        "name": "Wiki",
        "description": "How we work, and where things are",
        "color": "teal",
        "protocol": "bookmark",
        "category": "Knowledge",
        "launchUrl": "https://wiki.example.com/",
        "factor": "any",
        "freshMinutes": 60,
    })
}

/// Requires a passkey.
pub fn update_application() -> Value {
    json!({ "factor": "passkey", "freshMinutes": null })
}

/// A change of an application to preview.
pub fn preview_application() -> Value {
    json!({
        "update": { "factor": "passkey" },
        "unassignGroups": ["0199f3c0-f4a7-76b9-9fd3-b2f784c6a309"],
    })
}

/// A group that an application is assigned to.
pub fn assigned_group() -> Value {
    json!({
        "id": "0199f3c0-f4a7-76b9-9fd3-b2f784c6a309",
        "name": "Engineering",
        "assignedAt": "2026-11-02T10:16:30.000Z",
    })
}

/// A user that an application is assigned to.
pub fn assigned_user() -> Value {
    json!({
        "id": "0199f3c0-a1b2-7c3d-8e4f-5a6b7c8d9e01",
        "name": "Ada Lovelace",
        "email": "ada.lovelace@example.com",
        "assignedAt": "2026-11-02T10:17:05.000Z",
    })
}

fn through_group() -> Value {
    json!({
        "everyone": false,
        "directly": false,
        "groups": [{ "id": "0199f3c0-f4a7-76b9-9fd3-b2f784c6a309", "name": "Engineering" }],
    })
}

/// A user who is suspended.
pub fn access_check() -> Value {
    json!({
        "result": "refuse",
        "reason": "account_suspended",
        "steps": [
            { "check": "organization", "result": "open" },
            { "check": "account", "result": "refuse", "reason": "account_suspended" },
            { "check": "application", "result": "open" },
            { "check": "assignment", "result": "open" },
            { "check": "factor", "result": "open" },
            { "check": "freshness", "result": "step_up", "stepUp": "factor" },
            { "check": "password", "result": "open" },
            { "check": "email", "result": "open" },
        ],
        "assignment": through_group(),
        "factor": "any",
        "enrolled": ["totp"],
    })
}

/// An application that is available to a user.
pub fn user_application() -> Value {
    json!({
        "id": "0199f3c1-05b8-77ca-8ae4-c3a895d7b41a",
        "name": "Wiki",
        "letter": "W",
        "color": "teal",
        "protocol": "bookmark",
        "enabled": true,
        "assignment": through_group(),
        "lastOpenedAt": "2026-11-24T08:40:12.305Z",
    })
}

/// A card.
pub fn my_application() -> Value {
    json!({
        "id": "0199f3c1-05b8-77ca-8ae4-c3a895d7b41a",
        "name": "Wiki",
        "description": "How we work, and where things are",
        "letter": "W",
        "color": "teal",
        "category": "Knowledge",
        "asksForFactor": true,
        "why": { "everyone": false, "directly": false, "groups": ["Engineering"] },
        "lastOpenedAt": "2026-11-24T08:40:12.305Z",
        "pinned": true,
    })
}

/// The settings of an application on a server.
pub fn oidc_settings() -> Value {
    json!({
        "kind": "web",
        "auth": "basic_or_post",
        "pkce": "required",
        "requirePushed": false,
        "dpopRequired": false,
        "algorithm": "RS256",
        "redirectUris": ["https://grafana.example.com/login/generic_oauth"],
        "afterLogoutUris": ["https://grafana.example.com/login"],
        "origins": [],
        "offline": true,
        "refreshDays": 30,
        "deviceGrant": false,
        "consent": false,
        "backchannelLogoutUri": "https://grafana.example.com/logout/backchannel",
        "claims": [claim_mapping()],
        "claimsInIdToken": true,
        "groupsSent": "assigned",
        "subject": "id",
    })
}

/// A claim from the profile.
pub fn claim_mapping() -> Value {
    json!({ "claim": "department", "field": "department" })
}

/// A secret of an application.
pub fn client_secret() -> Value {
    json!({
        "id": "0199f3c1-16c9-78db-9bf5-d4b9a6e8c52b",
        "hint": "lks_4fQ9rT2x",
        "createdAt": "2026-11-02T10:15:00.000Z",
        "lastUsedAt": "2026-11-24T08:40:12.305Z",
    })
}

/// An application that wants a person to sign in.
pub fn requesting_application() -> Value {
    json!({
        "id": "0199f3c1-05b8-77ca-8ae4-c3a895d7b41a",
        "name": "Grafana",
        "letter": "G",
        "color": "orange",
    })
}

/// Its request.
pub fn authorization_request() -> Value {
    json!({
        "application": requesting_application(),
        "scopes": ["openid", "profile", "email"],
        "loginHint": "ada.lovelace@example.com",
        "signInAgain": false,
        "chooseAccount": false,
        "expiresAt": "2026-11-24T08:50:12.305Z",
    })
}

/// A device that waits for a person.
pub fn waiting_device() -> Value {
    json!({
        "application": requesting_application(),
        "organization": "Example Corp",
        "scopes": ["openid", "profile", "offline_access"],
        "address": "192.0.2.17",
        "requestedAt": "2026-11-24T08:40:12.305Z",
        "expiresAt": "2026-11-24T08:50:12.305Z",
    })
}

/// An application that the caller is signed in to.
pub fn my_application_session() -> Value {
    json!({
        "id": "0199f3c1-27da-79ec-ac06-e5cab7f9d63c",
        "applicationId": "0199f3c1-05b8-77ca-8ae4-c3a895d7b41a",
        "name": "Grafana",
        "letter": "G",
        "color": "orange",
        "device": "Firefox on Linux",
        "current": true,
        "openedAt": "2026-11-24T08:12:00.118Z",
        "lastAt": "2026-11-24T08:40:12.305Z",
    })
}

/// What an application may do, after the caller has consented.
pub fn my_application_grant() -> Value {
    json!({
        "applicationId": "0199f3c1-05b8-77ca-8ae4-c3a895d7b41a",
        "name": "Grafana",
        "letter": "G",
        "color": "orange",
        "scopes": ["openid", "email", "offline_access"],
        "since": "2026-11-02T10:20:41.902Z",
        "consentedAt": "2026-11-02T10:20:41.902Z",
        "offlineUntil": "2026-12-24T08:40:12.305Z",
        "asksAgain": true,
    })
}

/// A user who is signed in to an application.
pub fn application_session() -> Value {
    json!({
        "id": "0199f3c1-27da-79ec-ac06-e5cab7f9d63c",
        "userId": "0199f3c0-a1b2-7c3d-8e4f-5a6b7c8d9e01",
        "name": "Ada Lovelace",
        "email": "ada.lovelace@example.com",
        "device": "Firefox on Linux",
        "openedAt": "2026-11-24T08:12:00.118Z",
        "lastAt": "2026-11-24T08:40:12.305Z",
    })
}

/// A redirect URI that is not registered.
pub fn application_problem() -> Value {
    json!({
        "code": "refused",
        "message": "The redirect URI of the request is not registered for this application",
        "received": "https://grafana.example.com/login/generic_oauth/",
        "count": 3,
        "firstAt": "2026-11-24T08:12:00.118Z",
        "lastAt": "2026-11-24T08:40:12.305Z",
    })
}

/// The claims about a user.
pub fn claims_preview() -> Value {
    json!({
        "idToken": {
            "iss": "https://id.example.com",
            "aud": "0199f3c1-05b8-77ca-8ae4-c3a895d7b41a",
            "sub": "0199f3c0-a1b2-7c3d-8e4f-5a6b7c8d9e01",
            "email": "ada.lovelace@example.com",
            "email_verified": true,
        },
        "userinfo": {
            "sub": "0199f3c0-a1b2-7c3d-8e4f-5a6b7c8d9e01",
            "email": "ada.lovelace@example.com",
            "email_verified": true,
        },
        "idTokenBytes": 1024,
    })
}
