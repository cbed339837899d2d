//! The envelope of messages: where one ends, what it asks for, and what is answered if it cannot be read.

mod decode;
mod frame;

use crate::control::Controls;
use crate::error::Malformed;
use crate::request::{Kind, Operation};
use crate::response::{Outcome, Response, ResultCode};

pub use frame::{DEFAULT_LIMIT, first_message};

/// A request, as one message carries it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The number that the client has chosen, above zero. The responses have the same.
    pub id: i32,
    /// What is asked for.
    pub operation: Operation,
    /// The controls that came with it and are supported.
    pub controls: Controls,
}

/// A message that is no request that can be processed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Undecodable {
    /// The client and the server no longer agree about what is sent. The server sends
    /// [`Response::disconnection`] and closes the connection (RFC 4511, section 4.1.1).
    Envelope(Malformed),
    /// The request is answered with an error. The connection can be used further.
    Request(Refused),
}

/// A request that is answered with an error, or ignored if it is one that has no response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The number of the request.
    pub id: i32,
    /// What is asked for.
    pub kind: Kind,
    /// The error.
    pub outcome: Outcome,
}

impl Refused {
    /// The response. `None` for requests that have no response.
    pub fn response(&self) -> Option<Response> {
        Response::to(self.kind, self.id, self.outcome.clone())
    }

    fn malformed(id: i32, kind: Kind, problem: &Malformed) -> Undecodable {
        let outcome = Outcome::new(ResultCode::ProtocolError, problem.to_string());
        Undecodable::Request(Self { id, kind, outcome })
    }
}
