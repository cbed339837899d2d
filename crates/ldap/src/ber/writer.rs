//! Writes elements with the shortest lengths.

use super::tag;

/// Elements, one after the other.
#[derive(Debug, Default)]
pub(crate) struct Writer {
    bytes: Vec<u8>,
}

impl Writer {
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// An element that contains what `write` writes.
    pub fn structure(&mut self, tag: u8, write: impl FnOnce(&mut Self)) {
        self.bytes.push(tag);
        let start = self.bytes.len();
        write(self);
        let length = length(self.bytes.len() - start);
        self.bytes.splice(start..start, length);
    }

    pub fn sequence(&mut self, write: impl FnOnce(&mut Self)) {
        self.structure(tag::SEQUENCE, write);
    }

    /// An element with bytes.
    pub fn value(&mut self, tag: u8, content: &[u8]) {
        self.bytes.push(tag);
        self.bytes.extend(length(content.len()));
        self.bytes.extend_from_slice(content);
    }

    pub fn octets(&mut self, content: &[u8]) {
        self.value(tag::OCTET_STRING, content);
    }

    pub fn text(&mut self, content: &str) {
        self.octets(content.as_bytes());
    }

    pub fn integer(&mut self, number: i32) {
        self.number(tag::INTEGER, number);
    }

    pub fn enumerated(&mut self, number: i32) {
        self.number(tag::ENUMERATED, number);
    }

    /// A number with any tag, in as few bytes as possible.
    pub fn number(&mut self, tag: u8, number: i32) {
        let bytes = number.to_be_bytes();
        let is_redundant =
            |pair: &[u8]| pair[0] == 0 && pair[1] < 0x80 || pair[0] == 0xff && pair[1] >= 0x80;
        let skipped = bytes.windows(2).take_while(|pair| is_redundant(pair));
        let skipped = skipped.count();
        self.value(tag, &bytes[skipped..]);
    }
}

/// A length in as few bytes as possible.
fn length(length: usize) -> impl Iterator<Item = u8> {
    let bytes = length.to_be_bytes();
    let skipped = bytes.iter().take_while(|byte| **byte == 0).count();
    let significant = bytes.into_iter().skip(skipped.min(bytes.len() - 1));
    let count = u8::try_from(significant.len()).unwrap_or(u8::MAX);
    let prefix = (length >= 0x80).then_some(0x80 | count);
    prefix.into_iter().chain(significant)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ber::{Header, Reader};

    #[test]
    fn numbers_are_as_short_as_possible() {
        for (number, bytes) in [
            (0, &[2, 1, 0][..]),
            (127, &[2, 1, 127]),
            (128, &[2, 2, 0, 128]),
            (86_400, &[2, 3, 1, 0x51, 0x80]),
            (i32::MAX, &[2, 4, 0x7f, 0xff, 0xff, 0xff]),
            (-1, &[2, 1, 0xff]),
            (-129, &[2, 2, 0xff, 0x7f]),
        ] {
            let mut writer = Writer::default();
            writer.integer(number);
            assert_eq!(writer.into_bytes(), bytes, "{number}");
        }
    }

    #[test]
    fn lengths_are_as_short_as_possible() {
        for (length, header) in [(0, 2), (127, 2), (128, 3), (255, 3), (256, 4), (65_536, 5)] {
            let mut writer = Writer::default();
            writer.sequence(|it| it.octets(&vec![7; length]));
            let bytes = writer.into_bytes();
            let outer = Header::read(&bytes).unwrap().unwrap();
            assert_eq!(outer.total(), bytes.len());
            let inner = Reader::new(&bytes).sequence("it").unwrap().octets("it");
            assert_eq!(inner.unwrap().len(), length);
            let start = Header::read(&bytes[outer.start..]).unwrap().unwrap().start;
            assert_eq!(start, header, "{length}");
        }
    }
}
