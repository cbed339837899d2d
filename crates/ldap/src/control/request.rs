//! The controls of a request.

use super::{PAGED_RESULTS, PASSWORD_POLICY, PagedResults};
use crate::ber::Reader;
use crate::ber::tag;
use crate::error::Malformed;
use crate::request::Kind;
use crate::response::{Outcome, ResultCode};

/// Return referrals as entries (RFC 3296). There are none, so nothing has to be done.
pub const MANAGE_DSA_IT: &str = "2.16.840.1.113730.3.4.2";

/// The maximum number of controls of a request.
const MOST_CONTROLS: usize = 16;

/// A control as it was sent.
#[derive(Clone, Debug)]
pub(crate) struct Control {
    name: String,
    is_critical: bool,
    value: Option<Vec<u8>>,
}

/// The controls of a request that are supported.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Controls {
    /// The entries are wanted in pages.
    pub paged: Option<PagedResults>,
    /// The state of the password is wanted.
    pub password_policy: bool,
}

impl Control {
    pub fn decode_list(content: &[u8]) -> Result<Vec<Self>, Malformed> {
        let mut list = Reader::new(content);
        let mut controls = Vec::new();
        while !list.is_empty() {
            if controls.len() == MOST_CONTROLS {
                return Err(Malformed::TooMany {
                    what: "controls",
                    most: MOST_CONTROLS,
                });
            }
            controls.push(Self::decode(list.sequence("a control")?)?);
        }
        Ok(controls)
    }

    fn decode(mut reader: Reader<'_>) -> Result<Self, Malformed> {
        let name = reader.text("the name of a control")?.to_owned();
        let is_critical = reader.peek() == Some(tag::BOOLEAN)
            && reader.boolean("whether a control is critical")?;
        let value = reader.optional(tag::OCTET_STRING)?;
        let value = value.map(<[u8]>::to_vec);
        reader.finish()?;
        Ok(Self {
            name,
            is_critical,
            value,
        })
    }
}

impl Controls {
    /// Interprets the controls of a request. Those that are unknown, or do not belong to such a request,
    /// are ignored, unless they are critical (RFC 4511, section 4.1.11). The error is the response.
    pub(crate) fn of(kind: Kind, sent: Vec<Control>) -> Result<Self, Outcome> {
        let mut controls = Self::default();
        for control in sent {
            controls.add(kind, &control)?;
        }
        Ok(controls)
    }

    fn add(&mut self, kind: Kind, control: &Control) -> Result<(), Outcome> {
        let malformed =
            |problem: &Malformed| Outcome::new(ResultCode::ProtocolError, problem.to_string());
        let repeated = |name| Err(malformed(&Malformed::RepeatedControl(name)));
        match control.name.as_str() {
            PAGED_RESULTS if kind == Kind::Search => {
                let value = control.value.as_deref().unwrap_or_default();
                let paged = PagedResults::decode(value).map_err(|problem| malformed(&problem))?;
                if self.paged.replace(paged).is_some() {
                    return repeated("of paged results");
                }
            }
            PASSWORD_POLICY if self.password_policy => return repeated("of the password policy"),
            PASSWORD_POLICY => self.password_policy = true,
            MANAGE_DSA_IT => {}
            // What has no response cannot be refused either.
            _ if control.is_critical && !matches!(kind, Kind::Unbind | Kind::Abandon) => {
                let message = format!("the control {} is not supported here", shown(&control.name));
                let code = ResultCode::UnavailableCriticalExtension;
                return Err(Outcome::new(code, message));
            }
            _ => {}
        }
        Ok(())
    }
}

/// A name as it is shown to the client: an object identifier, or only that it is none.
fn shown(name: &str) -> &str {
    let is_identifier = name.len() <= 64 && name.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    if is_identifier {
        name
    } else {
        "(invalid name)"
    }
}
