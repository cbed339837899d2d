//! The format of server-sent events, as far as the server uses it: lines end with a line feed, and an
//! empty line ends a message.

/// What ends a message.
const END: &[u8] = b"\n\n";

/// One message.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Message {
    /// The position in the stream after this message.
    pub id: Option<u64>,
    /// The content; `None` for a message that only keeps the connection open.
    pub data: Option<String>,
}

/// Puts messages together from the parts in which they arrive.
#[derive(Debug, Default)]
pub(crate) struct Messages {
    /// The beginning of a message that is not complete.
    rest: Vec<u8>,
}

impl Messages {
    /// Adds a part. Returns the messages that it completes.
    pub(crate) fn add(&mut self, part: &[u8]) -> Vec<Message> {
        // The end may have been cut in two.
        let mut searched = self.rest.len().saturating_sub(END.len() - 1);
        self.rest.extend_from_slice(part);
        let mut messages = Vec::new();
        let mut begin = 0;
        while let Some(end) = end_of(&self.rest, searched) {
            let text = self.rest.get(begin..end).unwrap_or_default();
            messages.push(message(&String::from_utf8_lossy(text)));
            begin = end + END.len();
            searched = begin;
        }
        self.rest.drain(..begin);
        messages
    }
}

/// Where the first message ends at or after `from`.
fn end_of(text: &[u8], from: usize) -> Option<usize> {
    let text = text.get(from..)?;
    let end = text.windows(END.len()).position(|at| at == END)?;
    Some(from + end)
}

fn message(text: &str) -> Message {
    let mut message = Message::default();
    for line in text.split('\n') {
        // A comment begins with a colon, so its name is empty.
        let (name, value) = line.split_once(':').unwrap_or((line, ""));
        let value = value.strip_prefix(' ').unwrap_or(value);
        match (name, &mut message.data) {
            ("id", _) => message.id = value.parse().ok(),
            ("data", Some(data)) => {
                data.push('\n');
                data.push_str(value);
            }
            ("data", data) => *data = Some(value.to_owned()),
            _ => {}
        }
    }
    message
}

#[cfg(test)]
mod tests {
    use super::{Message, Messages};

    const STREAM: &str = "retry: 3000\n\nid: 7\ndata: {\"name\":\"Zoë: née\"}\n\n\
        : nothing new\nid: 9\n\nid: 10\ndata: {}\n\n";

    fn of(id: Option<u64>, data: Option<&str>) -> Message {
        Message {
            id,
            data: data.map(str::to_owned),
        }
    }

    fn expected() -> Vec<Message> {
        vec![
            of(None, None),
            of(Some(7), Some("{\"name\":\"Zoë: née\"}")),
            of(Some(9), None),
            of(Some(10), Some("{}")),
        ]
    }

    #[test]
    fn messages_can_be_cut_anywhere() {
        for size in 1..=STREAM.len() {
            let mut messages = Messages::default();
            let parts = STREAM.as_bytes().chunks(size);
            let found: Vec<_> = parts.flat_map(|part| messages.add(part)).collect();
            assert_eq!(found, expected(), "in parts of {size} bytes");
        }
    }

    #[test]
    fn an_incomplete_message_waits_for_its_end() {
        let mut messages = Messages::default();
        assert_eq!(messages.add(b"id: 3\ndata: {}"), []);
        assert_eq!(messages.add(b"\n"), []);
        assert_eq!(messages.add(b""), []);
        assert_eq!(messages.add(b"\nid: 4"), [of(Some(3), Some("{}"))]);
        assert_eq!(messages.add(b"\n\n"), [of(Some(4), None)]);
    }

    #[test]
    fn lines_of_data_are_joined_and_others_ignored() {
        let mut messages = Messages::default();
        let text = b"event: x\ndata:a\ndata:  b\nid: none\nid\n\n";
        assert_eq!(messages.add(text), [of(None, Some("a\n b"))]);
    }
}
