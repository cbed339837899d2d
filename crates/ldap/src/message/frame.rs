//! Where a message ends in what a connection has received.

use crate::ber::{Header, tag};
use crate::error::Malformed;

/// A limit for the length of a message that leaves room for any filter that is accepted.
pub const DEFAULT_LIMIT: usize = 64 * 1024;

/// The first message in a buffer, or `None` if it is not complete yet. The caller decodes it, and
/// removes as many bytes from the buffer.
///
/// A message above the limit is refused as soon as its length is known, so a buffer never has to be
/// longer than the limit. The connection must be closed after any error, because the beginning of the
/// next message is unknown.
pub fn first_message(buffer: &[u8], limit: usize) -> Result<Option<&[u8]>, Malformed> {
    // A client that speaks another protocol, such as TLS or HTTP, is recognized by its first byte.
    if buffer.first().is_some_and(|first| *first != tag::SEQUENCE) {
        return Err(Malformed::Expected("the message"));
    }
    let Some(header) = Header::read(buffer)? else {
        return Ok(None);
    };
    if header.total() > limit {
        return Err(Malformed::TooLong(limit));
    }
    Ok(buffer.get(..header.total()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Unbind.
    const MESSAGE: [u8; 7] = [0x30, 5, 2, 1, 1, 0x42, 0];

    #[test]
    fn a_message_arrives_in_parts() {
        for length in 0..MESSAGE.len() {
            assert_eq!(first_message(&MESSAGE[..length], 100), Ok(None));
        }
        let pipelined = [MESSAGE, MESSAGE].concat();
        for length in MESSAGE.len()..pipelined.len() {
            let first = first_message(&pipelined[..length], 100).unwrap();
            assert_eq!(first, Some(&MESSAGE[..]));
        }
    }

    #[test]
    fn a_long_message_is_refused_before_it_arrives() {
        assert_eq!(first_message(&MESSAGE, 7), Ok(Some(&MESSAGE[..])));
        assert_eq!(first_message(&MESSAGE, 6), Err(Malformed::TooLong(6)));
        let announced = [0x30, 0x84, 0x7f, 0xff, 0xff, 0xff];
        let limit = DEFAULT_LIMIT;
        assert_eq!(
            first_message(&announced, limit),
            Err(Malformed::TooLong(limit))
        );
    }

    #[test]
    fn other_protocols_are_refused_at_their_first_byte() {
        for start in [&b"GET / HTTP/1.1"[..], &[0x16, 3, 1], &[0]] {
            assert!(first_message(start, 100).is_err(), "{start:?}");
        }
    }
}
