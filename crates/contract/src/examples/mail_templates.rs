//! Examples of emails in the words of an organization.

use serde_json::{Value, json};

/// The words of an email.
pub fn mail_words() -> Value {
    json!({
        "subject": "Welcome to {{organization}}",
        "heading": "Choose your password",
        "text": "Hi {{name}},\n\nyour account is ready. Choose a password to activate it.\n\nThe IT team",
        "button": "Choose a password",
    })
}

/// A kind of email.
pub fn mail_template() -> Value {
    json!({
        "kind": "user_activation",
        "label": "Activation",
        "customized": true,
        "words": mail_words(),
        "defaultWords": {
            "subject": "{{organization}}: activate your account",
            "heading": "Activate your account",
            "text": "Hello {{name}},\n\nYou have an account at {{organization}}. Choose a password to activate it.",
            "button": "Activate account",
        },
        "placeholders": [
            {
                "name": "organization",
                "description": "The organization's name",
                "required": false,
            },
        ],
        "reachesAdministrators": false,
        "updatedBy": "Grace Hopper",
        "updatedAt": "2026-11-24T08:00:00.000Z",
        "version": 1,
    })
}
