use serde_json::{Value, json};

/// An import after its dry run.
pub fn import() -> Value {
    json!({
        "id": "0199f3c1-49fc-7b0e-8e28-07ecd90bf85e",
        "fileName": "users.csv",
        "state": "checked",
        "columns": [
            {
                "header": "Email Address [Required]",
                "examples": ["ada.lovelace@example.com"],
                "field": "email",
            },
            { "header": "First Name [Required]", "examples": ["Ada"], "field": "firstName" },
            { "header": "Password [Required]", "examples": [] },
        ],
        "matchBy": "email",
        "existingUsers": "update",
        "newUserState": "staged",
        "counts": {
            "rows": 120,
            "waiting": 0,
            "create": 97,
            "change": 12,
            "unchanged": 9,
            "problem": 2,
        },
        "createdBy": "Grace Hopper",
        "createdAt": "2026-11-24T08:40:12.305Z",
    })
}

/// A row with a problem.
pub fn import_row() -> Value {
    json!({
        "number": 17,
        "cells": ["ada.lovelace", "Ada", ""],
        "outcome": "problem",
        "problems": [
            {
                "column": "Email Address [Required]",
                "code": "malformed",
                "message": "Enter an email address such as name@example.com",
            },
        ],
    })
}
