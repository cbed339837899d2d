//! Reads a name from its text. Besides RFC 4514, this accepts what RFC 2253 lets people write:
//! semicolons, quoted values, and spaces around the separators.

use super::{Dn, Part, Rdn};
use crate::ber::Header;
use crate::text::hex_digit;

/// The maximum length of a text.
const LONGEST: usize = 4096;
/// The maximum number of components of a name.
const MOST_COMPONENTS: usize = 32;
/// The maximum number of parts of a component.
const MOST_PARTS: usize = 8;

/// The characters that a backslash may precede.
const SPECIAL: &[u8] = b" \"#+,;<=>\\";

/// The tags of the types of strings that a value in hexadecimal digits may have.
const STRINGS: [u8; 4] = [0x04, 0x0c, 0x13, 0x16];

/// A text is not the name of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidDn {
    /// It is too long.
    #[error("the DN is longer than {LONGEST} bytes")]
    TooLong,
    /// It has too many components.
    #[error("the DN has more than {MOST_COMPONENTS} components")]
    TooManyComponents,
    /// A component has too many parts.
    #[error("a component of the DN has more than {MOST_PARTS} parts")]
    TooManyParts,
    /// The name of an attribute is invalid, or no equals sign follows it.
    #[error("the DN does not consist of attributes with values")]
    Attribute,
    /// A value is empty.
    #[error("a value in the DN is empty")]
    EmptyValue,
    /// A value contains a character that must be escaped, or a wrong escape.
    #[error("a value in the DN is not escaped correctly")]
    Escape,
    /// A value is not UTF-8.
    #[error("a value in the DN is not UTF-8")]
    Utf8,
}

impl Dn {
    /// Reads a name. An empty text is the name of the root DSE.
    pub fn parse(text: &str) -> Result<Self, InvalidDn> {
        if text.len() > LONGEST {
            return Err(InvalidDn::TooLong);
        }
        let mut rest = Rest(text.as_bytes());
        rest.skip_spaces();
        let mut components = Vec::new();
        if rest.0.is_empty() {
            return Ok(Self::root());
        }
        loop {
            if components.len() == MOST_COMPONENTS {
                return Err(InvalidDn::TooManyComponents);
            }
            components.push(rest.component()?);
            match rest.next() {
                None => return Ok(Self { components }),
                Some(b',' | b';') => {}
                Some(_) => return Err(InvalidDn::Escape),
            }
        }
    }
}

/// What is left of the text.
struct Rest<'a>(&'a [u8]);

impl Rest<'_> {
    fn peek(&self) -> Option<u8> {
        self.0.first().copied()
    }

    fn next(&mut self) -> Option<u8> {
        let (first, rest) = self.0.split_first()?;
        self.0 = rest;
        Some(*first)
    }

    fn skip_spaces(&mut self) {
        self.0 = self.0.trim_ascii_start();
    }

    fn component(&mut self) -> Result<Rdn, InvalidDn> {
        let mut parts = Vec::new();
        loop {
            if parts.len() == MOST_PARTS {
                return Err(InvalidDn::TooManyParts);
            }
            let attribute = self.attribute()?;
            let value = self.value()?;
            if value.is_empty() {
                return Err(InvalidDn::EmptyValue);
            }
            parts.push(Part::new(&attribute, value));
            if self.peek() != Some(b'+') {
                return Ok(Rdn::new(parts));
            }
            self.next();
        }
    }

    /// The name of an attribute, and the equals sign after it.
    fn attribute(&mut self) -> Result<String, InvalidDn> {
        let end = self.0.iter().position(|byte| *byte == b'=');
        let end = end.ok_or(InvalidDn::Attribute)?;
        let name = self.0[..end].trim_ascii();
        self.0 = &self.0[end + 1..];
        let name = match name.get(..4) {
            Some(prefix) if prefix.eq_ignore_ascii_case(b"oid.") => &name[4..],
            _ => name,
        };
        let is_name = name.first().is_some_and(u8::is_ascii_alphabetic)
            && name.iter().all(|b| b.is_ascii_alphanumeric() || *b == b'-');
        let is_identifier = name.first().is_some_and(u8::is_ascii_digit)
            && name.iter().all(|b| b.is_ascii_digit() || *b == b'.');
        if !is_name && !is_identifier {
            return Err(InvalidDn::Attribute);
        }
        String::from_utf8(name.to_vec()).map_err(|_| InvalidDn::Attribute)
    }

    fn value(&mut self) -> Result<String, InvalidDn> {
        self.skip_spaces();
        let bytes = match self.peek() {
            Some(b'#') => self.hexadecimal()?,
            Some(b'"') => self.quoted()?,
            _ => self.plain()?,
        };
        String::from_utf8(bytes).map_err(|_| InvalidDn::Utf8)
    }

    /// A value up to a separator. Spaces at the end do not belong to it, unless they are escaped.
    fn plain(&mut self) -> Result<Vec<u8>, InvalidDn> {
        let mut value = Vec::new();
        let mut end = 0;
        while let Some(byte) = self.peek() {
            match byte {
                b',' | b';' | b'+' => break,
                b'"' | b'<' | b'>' | 0 => return Err(InvalidDn::Escape),
                _ => {}
            }
            self.next();
            if byte == b'\\' {
                value.push(self.escaped()?);
                end = value.len();
            } else {
                value.push(byte);
                if !byte.is_ascii_whitespace() {
                    end = value.len();
                }
            }
        }
        value.truncate(end);
        Ok(value)
    }

    fn quoted(&mut self) -> Result<Vec<u8>, InvalidDn> {
        self.next();
        let mut value = Vec::new();
        loop {
            match self.next().ok_or(InvalidDn::Escape)? {
                b'"' => break,
                b'\\' => value.push(self.escaped()?),
                byte => value.push(byte),
            }
        }
        self.skip_spaces();
        Ok(value)
    }

    /// The character or the byte after a backslash.
    fn escaped(&mut self) -> Result<u8, InvalidDn> {
        let first = self.next().ok_or(InvalidDn::Escape)?;
        if SPECIAL.contains(&first) {
            return Ok(first);
        }
        let high = hex_digit(first).ok_or(InvalidDn::Escape)?;
        let low = self.next().and_then(hex_digit).ok_or(InvalidDn::Escape)?;
        Ok(high << 4 | low)
    }

    /// A value in BER, in hexadecimal digits after `#`. It must be a string.
    fn hexadecimal(&mut self) -> Result<Vec<u8>, InvalidDn> {
        self.next();
        let mut bytes = Vec::new();
        while let Some(high) = self.peek().and_then(hex_digit) {
            self.next();
            let low = self.next().and_then(hex_digit).ok_or(InvalidDn::Escape)?;
            bytes.push(high << 4 | low);
        }
        self.skip_spaces();
        let header = Header::read(&bytes).ok().flatten();
        let header = header.ok_or(InvalidDn::Escape)?;
        if !STRINGS.contains(&header.tag) || header.total() != bytes.len() {
            return Err(InvalidDn::Escape);
        }
        Ok(bytes.split_off(header.start))
    }
}
