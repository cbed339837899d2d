//! The text of a filter: `field:value,value;field:value`.

use std::fmt;

/// Why a filter was refused, as a message for the caller.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilterError(pub(super) String);

impl fmt::Display for FilterError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for FilterError {}

/// A field and its values, without escapes.
pub(super) type Condition = (String, Vec<String>);

/// Splits a filter into its conditions. Returns `None` if one does not have the form `field:value`.
pub(super) fn read(text: &str) -> Result<Option<Vec<Condition>>, FilterError> {
    let mut conditions = Vec::new();
    for condition in split(text, ';')? {
        let parts = split(&condition, ':')?;
        let [name, values] = parts.as_slice() else {
            return Ok(None);
        };
        let values = split(values, ',')?;
        let values = values.iter().map(|value| unescape(value)).collect();
        conditions.push((name.clone(), values));
    }
    Ok(Some(conditions))
}

/// Appends a condition and escapes its values. Appends nothing if there are no values.
pub(super) fn write(filter: &mut String, name: &str, values: &[String]) {
    for (index, value) in values.iter().enumerate() {
        match index {
            0 if filter.is_empty() => {}
            0 => filter.push(';'),
            _ => filter.push(','),
        }
        if index == 0 {
            filter.push_str(name);
            filter.push(':');
        }
        for c in value.chars() {
            if matches!(c, ',' | ';' | ':' | '\\') {
                filter.push('\\');
            }
            filter.push(c);
        }
    }
}

/// Splits at each unescaped `separator` and keeps the escapes.
fn split(text: &str, separator: char) -> Result<Vec<String>, FilterError> {
    let mut parts = Vec::new();
    let mut part = String::new();
    let mut characters = text.chars();
    while let Some(c) = characters.next() {
        if c == separator {
            parts.push(std::mem::take(&mut part));
            continue;
        }
        part.push(c);
        if c == '\\' {
            match characters.next() {
                Some(next @ (',' | ';' | ':' | '\\')) => part.push(next),
                _ => {
                    let detail = r"A \ in a filter must be followed by , ; : or \";
                    return Err(FilterError(detail.to_owned()));
                }
            }
        }
    }
    parts.push(part);
    Ok(parts)
}

fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(c) = characters.next() {
        if c == '\\' {
            plain.extend(characters.next());
        } else {
            plain.push(c);
        }
    }
    plain
}
