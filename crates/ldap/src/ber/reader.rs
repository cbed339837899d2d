//! Reads the elements of a structure, one after the other.

use std::str;

use super::Header;
use super::tag;
use crate::error::Malformed;

/// What is left of a structure.
#[derive(Clone, Debug)]
pub(crate) struct Reader<'a> {
    rest: &'a [u8],
}

impl<'a> Reader<'a> {
    pub const fn new(content: &'a [u8]) -> Self {
        Self { rest: content }
    }

    pub const fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// The tag of the next element.
    pub fn peek(&self) -> Option<u8> {
        self.rest.first().copied()
    }

    /// The next element, whatever it is: its tag and its content.
    pub fn any(&mut self) -> Result<(u8, &'a [u8]), Malformed> {
        let header = Header::read(self.rest)?.ok_or(Malformed::Truncated)?;
        let content = self.rest.get(header.start..header.total());
        let content = content.ok_or(Malformed::Truncated)?;
        self.rest = &self.rest[header.total()..];
        Ok((header.tag, content))
    }

    /// The content of the next element, which must have a tag.
    pub fn element(&mut self, tag: u8, name: &'static str) -> Result<&'a [u8], Malformed> {
        self.optional(tag)?.ok_or(Malformed::Expected(name))
    }

    /// The content of the next element, if it has a tag.
    pub fn optional(&mut self, tag: u8) -> Result<Option<&'a [u8]>, Malformed> {
        if self.peek() == Some(tag) {
            Ok(Some(self.any()?.1))
        } else {
            Ok(None)
        }
    }

    pub fn sequence(&mut self, name: &'static str) -> Result<Self, Malformed> {
        self.element(tag::SEQUENCE, name).map(Self::new)
    }

    pub fn octets(&mut self, name: &'static str) -> Result<&'a [u8], Malformed> {
        self.element(tag::OCTET_STRING, name)
    }

    pub fn text(&mut self, name: &'static str) -> Result<&'a str, Malformed> {
        text(self.octets(name)?, name)
    }

    /// A number that is not negative.
    pub fn integer(&mut self, name: &'static str) -> Result<i32, Malformed> {
        number(self.element(tag::INTEGER, name)?, name)
    }

    pub fn enumerated(&mut self, name: &'static str) -> Result<i32, Malformed> {
        number(self.element(tag::ENUMERATED, name)?, name)
    }

    pub fn boolean(&mut self, name: &'static str) -> Result<bool, Malformed> {
        boolean(self.element(tag::BOOLEAN, name)?, name)
    }

    /// Checks that what follows consists of whole elements. They are ignored, because later versions of
    /// LDAP may add some (RFC 4511, section 4).
    pub fn finish(mut self) -> Result<(), Malformed> {
        while !self.is_empty() {
            self.any()?;
        }
        Ok(())
    }
}

/// The content of an element as text.
pub(crate) fn text<'a>(content: &'a [u8], name: &'static str) -> Result<&'a str, Malformed> {
    str::from_utf8(content).map_err(|_| Malformed::Utf8(name))
}

/// The content of an element as a number that is not negative.
pub(crate) fn number(content: &[u8], name: &'static str) -> Result<i32, Malformed> {
    if content.is_empty() || content.len() > size_of::<i32>() || content[0] >= 0x80 {
        return Err(Malformed::Number(name));
    }
    let value = content.iter().fold(0_i32, |n, b| n << 8 | i32::from(*b));
    Ok(value)
}

/// The content of an element as a Boolean. Like BER itself, and unlike RFC 4511, this accepts every
/// value but zero as true.
pub(crate) fn boolean(content: &[u8], name: &'static str) -> Result<bool, Malformed> {
    match content {
        [value] => Ok(*value != 0),
        _ => Err(Malformed::Boolean(name)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_numbers_in_their_range() {
        let read = |bytes: &[u8]| number(bytes, "it").ok();
        assert_eq!(read(&[0]), Some(0));
        assert_eq!(read(&[0, 0xff]), Some(255));
        assert_eq!(read(&[0x7f, 0xff, 0xff, 0xff]), Some(i32::MAX));
        for wrong in [&[][..], &[0xff], &[0x80, 0, 0, 0], &[0, 0, 0, 0, 1]] {
            assert_eq!(read(wrong), None, "{wrong:?}");
        }
    }

    #[test]
    fn an_element_does_not_reach_beyond_its_structure() {
        let mut reader = Reader::new(&[0x30, 3, 4, 2, b'a', b'b']);
        let mut inner = reader.sequence("it").unwrap();
        assert_eq!(inner.octets("it"), Err(Malformed::Truncated));
        assert_eq!(Reader::new(&[4, 1]).finish(), Err(Malformed::Truncated));
        assert_eq!(Reader::new(&[4, 1, 0, 5, 0]).finish(), Ok(()));
    }
}
