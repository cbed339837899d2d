use serde_json::Value;

/// Separates the values of a cell that has several.
const BETWEEN: &str = "; ";

/// The text of a value in a cell.
pub(super) fn cell(value: Option<&Value>) -> String {
    text(value.unwrap_or(&Value::Null))
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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

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
