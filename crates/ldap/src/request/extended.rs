//! Extended operations, which are named by object identifiers.

use super::PasswordModify;
use crate::ber::{Reader, tag, text};
use crate::error::Malformed;

/// StartTLS (RFC 4511, section 4.14).
pub const START_TLS: &str = "1.3.6.1.4.1.1466.20037";
/// Password Modify (RFC 3062).
pub const PASSWORD_MODIFY: &str = "1.3.6.1.4.1.4203.1.11.1";
/// Who am I? (RFC 4532).
pub const WHO_AM_I: &str = "1.3.6.1.4.1.4203.1.11.3";

/// An extended operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Extended {
    /// Continues the connection with TLS. The server discards what it has received after this request
    /// and before the handshake.
    StartTls,
    /// Asks who the connection is authenticated as.
    WhoAmI,
    /// Replaces a password.
    PasswordModify(PasswordModify),
    /// Another operation, which is answered with `protocolError` (RFC 4511, section 4.12).
    Unknown(String),
}

impl Extended {
    pub(crate) fn decode(content: &[u8]) -> Result<Self, Malformed> {
        let mut reader = Reader::new(content);
        let name = "the name of the operation";
        let name = text(reader.element(tag::context_value(0), name)?, name)?;
        let value = reader.optional(tag::context_value(1))?;
        reader.finish()?;
        let without_value = |operation: Self| match value {
            None | Some([]) => Ok(operation),
            Some(_) => Err(Malformed::Expected("the operation without a value")),
        };
        match name {
            START_TLS => without_value(Self::StartTls),
            WHO_AM_I => without_value(Self::WhoAmI),
            PASSWORD_MODIFY => PasswordModify::decode(value).map(Self::PasswordModify),
            other => Ok(Self::Unknown(other.to_owned())),
        }
    }
}
