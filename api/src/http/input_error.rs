//! Serde's errors, reworded for the caller. They never repeat what was sent.

use contract::problem::FieldError;

/// The code of a field that must have a value and is `null`.
pub const REQUIRED: &str = "required";

/// The code of a field that must be there and is not.
pub const MISSING: &str = "missing";

/// A sentence with the names of the fields.
pub fn names(what: &str, errors: &[FieldError]) -> String {
    let names: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
    format!("{what}: {}", names.join(", "))
}

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
        (MISSING, name(rest), "This field is required".to_owned())
    } else if let Some(rest) = message.strip_prefix("duplicate field `") {
        (
            "duplicate",
            name(rest),
            "This field appears more than once".to_owned(),
        )
    } else if message.starts_with("invalid type: null,") {
        (
            REQUIRED,
            None,
            "This must have a value, so it cannot be null".to_owned(),
        )
    } else if let Some((_, expected)) = message.rsplit_once(", expected ") {
        // The text before it quotes the value.
        ("invalid", None, format!("Expected {}", in_words(expected)))
    } else {
        ("invalid", None, "Invalid value".to_owned())
    };
    FieldError::new(join(path, named), code, text)
}

/// What serde expects, without the names of Rust types.
fn in_words(expected: &str) -> &str {
    match expected {
        "u8" => "a whole number from 0 to 255",
        "u16" => "a whole number from 0 to 65535",
        "u32" | "u64" | "usize" => "a whole number, 0 or greater",
        "i8" | "i16" | "i32" | "i64" => "a whole number",
        "f32" | "f64" => "a number",
        "a boolean" | "`true` or `false`" => "true or false",
        "a sequence" => "a list",
        "a map" => "an object",
        "string or map" => "a string",
        struct_or_enum if struct_or_enum.starts_with("struct ") => "an object",
        tuple if tuple.starts_with("tuple ") => "a string",
        other => other,
    }
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
            FieldError::new("on", "invalid", "Expected true or false")
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
