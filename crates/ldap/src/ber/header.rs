//! The beginning of an element: its tag and its length.

use crate::error::Malformed;

/// The bytes that a length may have after the first one. Some clients always send four.
const LENGTH_BYTES: usize = 4;

/// The bits of a tag that contain its number, all set if the number is in the bytes that follow.
const TAG_NUMBER: u8 = 0x1f;

/// The beginning of an element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Header {
    /// Its tag.
    pub tag: u8,
    /// The length of this beginning.
    pub start: usize,
    /// The length of its content.
    pub length: usize,
}

impl Header {
    /// Reads the beginning of an element. Returns `None` if it is not complete yet.
    pub fn read(bytes: &[u8]) -> Result<Option<Self>, Malformed> {
        let Some((&tag, rest)) = bytes.split_first() else {
            return Ok(None);
        };
        if tag & TAG_NUMBER == TAG_NUMBER {
            return Err(Malformed::HighTag);
        }
        let Some((&first, rest)) = rest.split_first() else {
            return Ok(None);
        };
        if first < 0x80 {
            return Ok(Some(Self {
                tag,
                start: 2,
                length: usize::from(first),
            }));
        }
        let count = usize::from(first & 0x7f);
        if count == 0 {
            return Err(Malformed::IndefiniteLength);
        }
        if count > LENGTH_BYTES {
            return Err(Malformed::Length);
        }
        let Some(bytes) = rest.get(..count) else {
            return Ok(None);
        };
        let length = bytes
            .iter()
            .fold(0_u32, |length, byte| length << 8 | u32::from(*byte));
        // The largest value that the lengths in LDAP's own limits can have.
        let length = i32::try_from(length).map_err(|_| Malformed::Length)?;
        Ok(Some(Self {
            tag,
            start: 2 + count,
            length: usize::try_from(length).map_err(|_| Malformed::Length)?,
        }))
    }

    /// The length of the whole element.
    pub const fn total(self) -> usize {
        self.start.saturating_add(self.length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_short_and_long_lengths() {
        let read = |bytes: &[u8]| Header::read(bytes).map(|header| header.map(Header::total));
        assert_eq!(read(&[0x30, 5]), Ok(Some(7)));
        assert_eq!(read(&[0x30, 0x81, 0x80]), Ok(Some(131)));
        // Longer than necessary, as some clients always send it.
        assert_eq!(read(&[0x30, 0x84, 0, 0, 0, 5]), Ok(Some(11)));
        for incomplete in [&[][..], &[0x30], &[0x30, 0x82], &[0x30, 0x82, 1]] {
            assert_eq!(read(incomplete), Ok(None), "{incomplete:?}");
        }
    }

    #[test]
    fn refuses_what_ldap_does_not_use() {
        for (bytes, problem) in [
            (&[0x30, 0x80, 0, 0][..], Malformed::IndefiniteLength),
            (&[0x1f, 0x81, 0x01, 0], Malformed::HighTag),
            (&[0x30, 0x85, 0, 0, 0, 0, 1], Malformed::Length),
            (&[0x30, 0x89, 1, 0, 0, 0, 0, 0, 0, 0, 5], Malformed::Length),
            (&[0x30, 0xff], Malformed::Length),
            (&[0x30, 0x84, 0x80, 0, 0, 0], Malformed::Length),
            (&[0x30, 0x84, 0xff, 0xff, 0xff, 0xff], Malformed::Length),
        ] {
            assert_eq!(Header::read(bytes), Err(problem), "{bytes:?}");
        }
    }
}
