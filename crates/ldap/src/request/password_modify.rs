//! Password Modify (RFC 3062).

use super::Password;
use crate::ber::{Reader, tag, text};
use crate::error::Malformed;

/// A request to replace a password.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PasswordModify {
    /// Whose password: the text of a DN, or any other name. `None` if it is that of the person who is
    /// authenticated.
    pub identity: Option<String>,
    /// The current password.
    pub old: Option<Password>,
    /// The new password. `None` asks the server to generate one.
    pub new: Option<Password>,
}

impl PasswordModify {
    pub(crate) fn decode(value: Option<&[u8]>) -> Result<Self, Malformed> {
        let Some(value) = value else {
            return Ok(Self::default());
        };
        let mut outer = Reader::new(value);
        let mut reader = outer.sequence("the value of the operation")?;
        let identity = reader.optional(tag::context_value(0))?;
        let identity = identity.map(|it| text(it, "the user")).transpose()?;
        let old = reader.optional(tag::context_value(1))?;
        let new = reader.optional(tag::context_value(2))?;
        reader.finish()?;
        outer.finish()?;
        Ok(Self {
            identity: identity.map(str::to_owned),
            old: old.map(Password::new),
            new: new.map(Password::new),
        })
    }
}
