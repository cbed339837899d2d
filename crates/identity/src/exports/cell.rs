use serde_json::Value;

/// Separates the values of a cell that has several.
const BETWEEN: &str = "; ";

/// The text of a value in a cell of CSV. Spreadsheets must not take it for a formula.
pub(super) fn cell(value: Option<&Value>) -> String {
    defuse(text(value.unwrap_or(&Value::Null)))
}

fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(values) => values
            .iter()
            .map(one_of_several)
            .collect::<Vec<_>>()
            .join(BETWEEN),
        Value::Object(parts) if parts.is_empty() => String::new(),
        value => value.to_string(),
    }
}

/// A factor is shown as its kind.
fn one_of_several(value: &Value) -> String {
    text(value.get("kind").unwrap_or(value))
}

/// Puts an apostrophe before what a spreadsheet would take for a formula. A text that already looks
/// like the result gets one more, so that removing one always restores the original.
fn defuse(text: String) -> String {
    let bare = text.trim_start_matches('\'');
    if bare.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{text}")
    } else {
        text
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn formulas_are_defused_so_that_the_original_can_be_restored() {
        for (value, expected) in [
            ("=1+1", "'=1+1"),
            ("+44 20 7946", "'+44 20 7946"),
            ("-1", "'-1"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t=1"),
            ("\r=1", "'\r=1"),
            ("'=1", "''=1"),
            ("'quoted'", "'quoted'"),
            ("a=b", "a=b"),
            ("", ""),
        ] {
            assert_eq!(cell(Some(&json!(value))), expected);
        }
    }

    #[test]
    fn each_kind_of_value_has_a_text() {
        for (value, expected) in [
            (json!(null), ""),
            (json!(true), "true"),
            (json!(17), "17"),
            (
                json!([{ "kind": "totp" }, { "kind": "passkey" }]),
                "totp; passkey",
            ),
            (json!(["a", "b"]), "a; b"),
            (json!([]), ""),
            (json!({}), ""),
            (json!({ "reason": "x" }), r#"{"reason":"x"}"#),
        ] {
            assert_eq!(cell(Some(&value)), expected);
        }
        assert_eq!(cell(None), "");
    }
}
