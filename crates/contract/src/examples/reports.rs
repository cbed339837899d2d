use serde_json::{Value, json};

/// The report of an organization with 250 users, with two of its days and weeks.
pub fn home_report() -> Value {
    json!({
        "timeZone": "UTC",
        "days": [
            {
                "begins": "2026-11-23T00:00:00.000Z",
                "signIns": 214,
                "wrongPasswords": 9,
                "wrongFactors": 3,
                "refused": 1,
                "lockouts": 1,
                "failedEmails": 0,
            },
            {
                "begins": "2026-11-24T00:00:00.000Z",
                "signIns": 87,
                "wrongPasswords": 2,
                "wrongFactors": 0,
                "refused": 0,
                "lockouts": 0,
                "failedEmails": 1,
            },
        ],
        "users": {
            "total": 250,
            "enrolledBefore": 174,
            "enrolled": [
                { "begins": "2026-11-23T00:00:00.000Z", "count": 188 },
                { "begins": "2026-11-24T00:00:00.000Z", "count": 190 },
            ],
            "expiring": [
                { "begins": "2026-11-23T00:00:00.000Z", "count": 3 },
                { "begins": "2026-11-30T00:00:00.000Z", "count": 12 },
            ],
            "expiringLater": 181,
        },
        "openSteps": ["require_mfa"],
    })
}
