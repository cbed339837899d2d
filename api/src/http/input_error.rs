//! Serde's errors, reworded for the caller. They never repeat what was sent.

use contract::problem::FieldError;

/// The field that an error is about, and what is wrong with it.
pub fn describe(path: &str, message: &str) -> FieldError {
    // serde_json appends the position, which the field name makes redundant.
    let message = match message.rsplit_once(" at line ") {
        Some((before, _)) => before,
        None => message,
    };
    let path = path.trim_start_matches('.');
    let (code, named, text) = if let Some(rest) = message.strip_prefix("unknown field `") {
        ("unknown", name(rest), "Unknown field".to_owned())
    } else if let Some(rest) = message.strip_prefix("missing field `") {
        ("missing", name(rest), "This field is required".to_owned())
    } else if let Some(rest) = message.strip_prefix("duplicate field `") {
        (
            "duplicate",
            name(rest),
            "This field appears more than once".to_owned(),
        )
    } else if let Some((_, expected)) = message.rsplit_once(", expected ") {
        // The text before it quotes the value.
        let expected = if expected.starts_with("struct ") {
            "an object"
        } else {
            expected
        };
        ("invalid", None, format!("Expected {expected}"))
    } else {
        ("invalid", None, "Invalid value".to_owned())
    };
    FieldError::new(join(path, named), code, text)
}

fn name(rest: &str) -> Option<&str> {
    let name = rest.split_once('`').map(|(name, _)| name)?;
    // The name is repeated only if it looks like one.
    let plain = name.len() <= 64 && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    plain.then_some(name)
}

fn join(path: &str, named: Option<&str>) -> String {
    let path = if path == "." || path == "?" { "" } else { path };
    match named {
        Some(name) if path.is_empty() => name.to_owned(),
        Some(name) if path == name || path.ends_with(&format!(".{name}")) => path.to_owned(),
        Some(name) => format!("{path}.{name}"),
        None => path.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_not_repeated() {
        let message =
            "invalid type: string \"hunter2, expected x\", expected a boolean at line 1 column 9";
        let error = describe("on", message);
        assert_eq!(
            error,
            FieldError::new("on", "invalid", "Expected a boolean")
        );
        let error = describe("", "unknown field `<b>hunter2</b>`, expected `email`");
        assert!(!format!("{error:?}").contains("hunter2"));
    }

    #[test]
    fn fields_are_named_with_dots() {
        let error = describe("address", "missing field `city` at line 3 column 1");
        assert_eq!(error.field, "address.city");
        assert_eq!(describe("email", "duplicate field `email`").field, "email");
    }
}
