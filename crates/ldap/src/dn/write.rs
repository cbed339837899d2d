//! Writes a name as text (RFC 4514, section 2).

use std::fmt::{self, Write};

use super::{Dn, Rdn};
use crate::text::push_escaped;

impl fmt::Display for Dn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, component) in self.components.iter().enumerate() {
            if index > 0 {
                f.write_char(',')?;
            }
            write!(f, "{component}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Rdn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, (attribute, value)) in self.parts().enumerate() {
            if index > 0 {
                f.write_char('+')?;
            }
            write!(f, "{attribute}={}", escaped(value))?;
        }
        Ok(())
    }
}

fn escaped(value: &str) -> String {
    let last = value.chars().count().saturating_sub(1);
    let mut text = String::with_capacity(value.len());
    for (index, c) in value.chars().enumerate() {
        let is_end = index == 0 || index == last;
        match c {
            '"' | '+' | ',' | ';' | '<' | '>' | '\\' => text.extend(['\\', c]),
            ' ' if is_end => text.push_str("\\ "),
            '#' if index == 0 => text.push_str("\\#"),
            // White space at the ends would be cut off, and a control character garbles a log.
            _ if c.is_control() || is_end && c.is_whitespace() => {
                let mut buffer = [0; 4];
                for byte in c.encode_utf8(&mut buffer).bytes() {
                    push_escaped(&mut text, byte);
                }
            }
            _ => text.push(c),
        }
    }
    text
}
