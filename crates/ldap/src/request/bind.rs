//! Requests to authenticate.

use super::Password;
use crate::ber::{Reader, tag};
use crate::dn::Dn;
use crate::error::Malformed;
use crate::response::{Outcome, ResultCode};

/// The only version of LDAP that is supported.
const VERSION: i32 = 3;

/// A request to authenticate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bind {
    /// The version of LDAP.
    pub version: i32,
    /// Who authenticates: the text of a DN, or empty.
    pub name: String,
    /// What proves it.
    pub authentication: Authentication,
}

/// What proves who authenticates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Authentication {
    /// A password, possibly empty.
    Simple(Password),
    /// SASL, or a method that LDAP does not define. It is refused.
    Other,
}

/// Who a connection is to be authenticated as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BindAs {
    /// Nobody.
    Anonymous,
    /// Somebody, if the password is correct. It is not empty.
    Entry {
        /// Who.
        dn: Dn,
        /// The password to verify.
        password: Password,
    },
}

impl Bind {
    pub(crate) fn decode(content: &[u8]) -> Result<Self, Malformed> {
        let mut reader = Reader::new(content);
        let version = reader.integer("the version")?;
        let name = reader.text("the name")?.to_owned();
        let (tag, content) = reader
            .any()
            .map_err(|_| Malformed::Expected("the authentication"))?;
        let authentication = if tag == tag::context_value(0) {
            Authentication::Simple(Password::new(content))
        } else if tag & 0xc0 == 0x80 {
            Authentication::Other
        } else {
            return Err(Malformed::Expected("the authentication"));
        };
        reader.finish()?;
        Ok(Self {
            version,
            name,
            authentication,
        })
    }

    /// Checks everything but the password. The error is the response to send.
    ///
    /// A name with an empty password is refused (RFC 4513, section 5.1.2): many applications do not
    /// check what a person has entered, and would take the success of such a request as proof.
    pub fn check(self) -> Result<BindAs, Outcome> {
        if self.version != VERSION {
            let message = "only version 3 of LDAP is supported";
            return Err(Outcome::new(ResultCode::ProtocolError, message));
        }
        let Authentication::Simple(password) = self.authentication else {
            let message = "only simple authentication is supported";
            return Err(Outcome::new(ResultCode::AuthMethodNotSupported, message));
        };
        match (self.name.is_empty(), password.is_empty()) {
            (true, true) => Ok(BindAs::Anonymous),
            (false, false) => match Dn::parse(&self.name) {
                Ok(dn) => Ok(BindAs::Entry { dn, password }),
                Err(error) => Err(Outcome::new(ResultCode::InvalidDnSyntax, error.to_string())),
            },
            (false, true) => {
                let message = "the password is empty";
                Err(Outcome::new(ResultCode::UnwillingToPerform, message))
            }
            (true, false) => Err(Outcome::from(ResultCode::InvalidCredentials)),
        }
    }
}
