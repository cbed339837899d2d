//! Decodes one message.

use super::{Refused, Request, Undecodable};
use crate::ber::{Reader, tag};
use crate::control::{Control, Controls};
use crate::error::Malformed;
use crate::request::{Kind, Operation};

impl Request {
    /// Decodes a message, which [`super::first_message`] has found.
    pub fn decode(message: &[u8]) -> Result<Self, Undecodable> {
        let (id, kind, content, rest) = envelope(message).map_err(Undecodable::Envelope)?;
        let malformed = |problem: Malformed| Refused::malformed(id, kind, &problem);
        let controls = controls(rest).map_err(malformed)?;
        let controls = Controls::of(kind, controls)
            .map_err(|outcome| Undecodable::Request(Refused { id, kind, outcome }))?;
        let operation = Operation::decode(kind, content).map_err(malformed)?;
        Ok(Self {
            id,
            operation,
            controls,
        })
    }
}

/// The number of the message, its kind, its content, and what follows.
fn envelope(message: &[u8]) -> Result<(i32, Kind, &[u8], Reader<'_>), Malformed> {
    let mut outer = Reader::new(message);
    let mut reader = outer.sequence("the message")?;
    if !outer.is_empty() {
        return Err(Malformed::Expected("the end of the message"));
    }
    let id = reader.integer("the number of the message")?;
    // Zero is for messages that answer no request.
    if id == 0 {
        return Err(Malformed::Number("the number of the message"));
    }
    let (tag, content) = reader.any()?;
    let kind = Kind::from_tag(tag).ok_or(Malformed::UnknownOperation)?;
    Ok((id, kind, content, reader))
}

fn controls(mut rest: Reader<'_>) -> Result<Vec<Control>, Malformed> {
    let controls = match rest.optional(tag::context(0))? {
        Some(content) => Control::decode_list(content)?,
        None => Vec::new(),
    };
    rest.finish()?;
    Ok(controls)
}
