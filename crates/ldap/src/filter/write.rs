//! Writes a filter as text (RFC 4515).

use std::fmt;

use super::{Assertion, Filter};
use crate::text::push_escaped;

impl fmt::Display for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::And(terms) => list(f, '&', terms),
            Self::Or(terms) => list(f, '|', terms),
            Self::Not(term) => write!(f, "(!{term})"),
            Self::Equal(it) => assertion(f, "=", it),
            Self::GreaterOrEqual(it) => assertion(f, ">=", it),
            Self::LessOrEqual(it) => assertion(f, "<=", it),
            Self::Approximate(it) => assertion(f, "~=", it),
            Self::Present(attribute) => write!(f, "({attribute}=*)"),
            Self::Substrings { attribute, parts } => {
                let escaped = |part: &Option<Vec<u8>>| escaped(part.as_deref().unwrap_or_default());
                write!(f, "({attribute}={}*", escaped(&parts.initial))?;
                for part in &parts.any {
                    write!(f, "{}*", self::escaped(part))?;
                }
                write!(f, "{})", escaped(&parts.last))
            }
            Self::Extensible {
                rule,
                attribute,
                value,
                dn_attributes,
            } => {
                write!(f, "({}", attribute.as_deref().unwrap_or_default())?;
                if *dn_attributes {
                    f.write_str(":dn")?;
                }
                if let Some(rule) = rule {
                    write!(f, ":{rule}")?;
                }
                write!(f, ":={})", escaped(value))
            }
        }
    }
}

fn list(f: &mut fmt::Formatter<'_>, operator: char, terms: &[Filter]) -> fmt::Result {
    write!(f, "({operator}")?;
    for term in terms {
        write!(f, "{term}")?;
    }
    f.write_str(")")
}

fn assertion(f: &mut fmt::Formatter<'_>, operator: &str, assertion: &Assertion) -> fmt::Result {
    let value = escaped(&assertion.value);
    write!(f, "({}{operator}{value})", assertion.attribute)
}

/// A value with escapes for what has a meaning in filters, and for what is no readable text.
fn escaped(value: &[u8]) -> String {
    let mut text = String::with_capacity(value.len());
    for chunk in value.utf8_chunks() {
        for c in chunk.valid().chars() {
            if c.is_control() || matches!(c, '(' | ')' | '*' | '\\') {
                let mut buffer = [0; 4];
                for byte in c.encode_utf8(&mut buffer).bytes() {
                    push_escaped(&mut text, byte);
                }
            } else {
                text.push(c);
            }
        }
        for byte in chunk.invalid() {
            push_escaped(&mut text, *byte);
        }
    }
    text
}
