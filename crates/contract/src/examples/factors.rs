use serde_json::{Value, json};

const CEREMONY: &str = "0199f3c0-d285-7497-bdb1-90d562a4e187";
const CHALLENGE: &str = "UVdLdHc3cHhGb2JtSHpqV2tTcXlOQQ";
const CREDENTIAL: &str = "VjZ0c2JhTGtHbXdRcA";
const USER: &str = "AZnzwKGyfD2OT1prfI2eAQ";

/// An authenticator app.
pub fn factor() -> Value {
    json!({
        "id": "0199f3c0-8e41-7053-bf7d-5c912e60ad43",
        "kind": "totp",
        "name": "My phone",
        "createdAt": "2026-10-05T08:05:33.000Z",
        "lastUsedAt": "2026-11-23T16:45:09.000Z",
    })
}

/// An account with an authenticator app.
pub fn mfa() -> Value {
    json!({
        "status": "enrolled",
        "requirement": "required",
        "factors": [factor()],
        "recoveryCodesLeft": 10,
    })
}

/// Ten recovery codes.
pub fn recovery_codes() -> Value {
    json!([
        "7f2k-9qxm-3hwd-c5tn",
        "x8rv-4jpa-6zke-w1gs",
        "b0yt-n6dc-m2fq-h9jr",
        "5wqe-t3kz-8vna-p7cx",
        "g1hm-f4sd-y6br-2kjt",
        "z9pc-w0xn-5eqg-v3ma",
        "k7td-r8fb-1ysh-6jqz",
        "m4xw-2vpe-c9gk-n0rt",
        "d6sf-h5jy-t7zb-q8wn",
        "e3ac-k1rv-x4mp-9ghd",
    ])
}

/// The browser's options for creating a passkey.
pub fn passkey_enrollment() -> Value {
    json!({
        "ceremonyId": CEREMONY,
        "options": {
            "rp": { "name": "Example Ltd", "id": "id.example.com" },
            "user": {
                "id": USER,
                "name": "ada.lovelace@example.com",
                "displayName": "Ada Lovelace",
            },
            "challenge": CHALLENGE,
            "pubKeyCredParams": [
                { "type": "public-key", "alg": -7 },
                { "type": "public-key", "alg": -257 },
            ],
            "timeout": 300_000,
            "excludeCredentials": [],
            "authenticatorSelection": {
                "residentKey": "preferred",
                "requireResidentKey": false,
                "userVerification": "required",
            },
            "attestation": "none",
        },
        "expiresAt": "2026-11-24T09:10:00.000Z",
    })
}

/// A new passkey, as the browser returns it.
pub fn add_passkey() -> Value {
    json!({
        "ceremonyId": CEREMONY,
        "credential": {
            "id": CREDENTIAL,
            "rawId": CREDENTIAL,
            "type": "public-key",
            "response": {
                "clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uY3JlYXRlIn0",
                "attestationObject": "o2NmbXRkbm9uZWdhdHRTdG10oGhhdXRoRGF0YVik",
            },
            "clientExtensionResults": {},
        },
        "name": "Security key",
    })
}

/// The browser's options for authenticating with a passkey.
pub fn passkey_challenge() -> Value {
    json!({
        "ceremonyId": CEREMONY,
        "options": {
            "challenge": CHALLENGE,
            "timeout": 300_000,
            "rpId": "id.example.com",
            "allowCredentials": [{ "type": "public-key", "id": CREDENTIAL }],
            "userVerification": "required",
        },
        "expiresAt": "2026-11-24T09:10:00.000Z",
    })
}

/// The browser's response to a passkey challenge.
pub fn passkey_answer() -> Value {
    json!({
        "ceremonyId": CEREMONY,
        "credential": {
            "id": CREDENTIAL,
            "rawId": CREDENTIAL,
            "type": "public-key",
            "response": {
                "clientDataJSON": "eyJ0eXBlIjoid2ViYXV0aG4uZ2V0In0",
                "authenticatorData": "SZYN5YgOjGh0NBcPZHZgW4_krrmihjLHmVzzuoMdl2MFAAAABw",
                "signature": "MEUCIQDx7v0fUwTn3mXcB1tqYQ",
                "userHandle": USER,
            },
            "clientExtensionResults": {},
        },
    })
}
