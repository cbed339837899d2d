//! Responses.

mod code;
mod outcome;

pub use code::ResultCode;
pub use outcome::Outcome;

use crate::ber::{Writer, tag};
use crate::control::ResponseControl;
use crate::request::Kind;
use crate::request::extended::START_TLS;

/// The message with which a server ends a connection.
const NOTICE_OF_DISCONNECTION: &str = "1.3.6.1.4.1.1466.20036";

/// A response, which one message carries.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    /// The number of the request, or 0 if it answers none.
    pub id: i32,
    /// What is answered.
    pub body: Body,
    /// The controls that go with it.
    pub controls: Vec<ResponseControl>,
}

/// What a response consists of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// An entry that a search has found.
    Entry(FoundEntry),
    /// The last response to a request other than an extended one.
    Done {
        /// The tag of the response.
        tag: u8,
        /// The result.
        outcome: Outcome,
    },
    /// The response to an extended operation.
    Extended {
        /// The result.
        outcome: Outcome,
        /// The name of the response.
        name: Option<&'static str>,
        /// What the operation returns.
        value: Option<Vec<u8>>,
    },
}

/// An entry as it is returned.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FoundEntry {
    /// The text of its DN.
    pub dn: String,
    /// The selected attributes with their values, which are left out if only types are wanted.
    pub attributes: Vec<(&'static str, Vec<Vec<u8>>)>,
}

impl Response {
    /// The last response to a request of a kind. `None` if the kind has no response.
    pub fn to(kind: Kind, id: i32, outcome: Outcome) -> Option<Self> {
        let body = match kind {
            Kind::Extended => Body::Extended {
                outcome,
                name: None,
                value: None,
            },
            _ => Body::Done {
                tag: kind.response_tag()?,
                outcome,
            },
        };
        Some(Self::new(id, body))
    }

    /// An entry that a search has found.
    pub const fn entry(id: i32, entry: FoundEntry) -> Self {
        Self::new(id, Body::Entry(entry))
    }

    /// The response to StartTLS. After a success, the server starts the handshake.
    pub const fn start_tls(id: i32, outcome: Outcome) -> Self {
        let body = Body::Extended {
            outcome,
            name: Some(START_TLS),
            value: None,
        };
        Self::new(id, body)
    }

    /// The answer to "Who am I?": the DN of an entry, or nobody.
    pub fn who_am_i(id: i32, dn: Option<&str>) -> Self {
        let identity = dn.map_or_else(String::new, |dn| format!("dn:{dn}"));
        let body = Body::Extended {
            outcome: Outcome::from(ResultCode::Success),
            name: None,
            value: Some(identity.into_bytes()),
        };
        Self::new(id, body)
    }

    /// Says that the server closes the connection (RFC 4511, section 4.4.1).
    pub fn disconnection(code: ResultCode, message: impl Into<String>) -> Self {
        let body = Body::Extended {
            outcome: Outcome::new(code, message),
            name: Some(NOTICE_OF_DISCONNECTION),
            value: None,
        };
        Self::new(0, body)
    }

    /// The response with a control.
    #[must_use]
    pub fn with(mut self, control: ResponseControl) -> Self {
        self.controls.push(control);
        self
    }

    /// Writes the message.
    pub fn encode(&self) -> Vec<u8> {
        let mut writer = Writer::default();
        writer.sequence(|message| {
            message.integer(self.id);
            self.body.write(message);
            if !self.controls.is_empty() {
                message.structure(tag::context(0), |list| {
                    for control in &self.controls {
                        control.write(list);
                    }
                });
            }
        });
        writer.into_bytes()
    }

    const fn new(id: i32, body: Body) -> Self {
        Self {
            id,
            body,
            controls: Vec::new(),
        }
    }
}

impl Body {
    fn write(&self, writer: &mut Writer) {
        match self {
            Self::Entry(entry) => writer.structure(tag::application(4), |it| entry.write(it)),
            Self::Done { tag, outcome } => writer.structure(*tag, |it| outcome.write(it)),
            Self::Extended {
                outcome,
                name,
                value,
            } => writer.structure(tag::application(24), |it| {
                outcome.write(it);
                if let Some(name) = name {
                    it.value(tag::context_value(10), name.as_bytes());
                }
                if let Some(value) = value {
                    it.value(tag::context_value(11), value);
                }
            }),
        }
    }
}

impl FoundEntry {
    fn write(&self, writer: &mut Writer) {
        writer.text(&self.dn);
        writer.sequence(|attributes| {
            for (name, values) in &self.attributes {
                attributes.sequence(|attribute| {
                    attribute.text(name);
                    attribute.structure(tag::SET, |set| {
                        for value in values {
                            set.octets(value);
                        }
                    });
                });
            }
        });
    }
}
