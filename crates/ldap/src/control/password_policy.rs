//! The state of a password (draft-behera-ldap-password-policy-10, section 6).

use crate::ber::{Writer, tag};

/// The control with which a client asks for the state, and which contains it.
pub const PASSWORD_POLICY: &str = "1.3.6.1.4.1.42.2.27.8.5.1";

/// The state of a password, as the response to a bind or a change tells it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PasswordPolicyResponse {
    /// What will soon become a problem.
    pub warning: Option<PasswordPolicyWarning>,
    /// What is a problem now.
    pub error: Option<PasswordPolicyError>,
}

/// What will soon become a problem.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PasswordPolicyWarning {
    /// The password expires in as many seconds.
    TimeBeforeExpiration(i32),
    /// The password is expired, and can be used as many times.
    GraceAuthenticationsRemaining(i32),
}

/// What is a problem now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum PasswordPolicyError {
    /// The password is expired.
    PasswordExpired = 0,
    /// The account is locked.
    AccountLocked = 1,
    /// The password must be changed before anything else.
    ChangeAfterReset = 2,
    /// The person may not change the password.
    PasswordModNotAllowed = 3,
    /// The current password is required.
    MustSupplyOldPassword = 4,
    /// The new password is too simple.
    InsufficientPasswordQuality = 5,
    /// The new password is too short.
    PasswordTooShort = 6,
    /// The current password is too new to be changed.
    PasswordTooYoung = 7,
    /// The new password was used before.
    PasswordInHistory = 8,
}

impl PasswordPolicyResponse {
    /// The value of the control.
    pub(super) fn encode(self) -> Vec<u8> {
        let mut writer = Writer::default();
        writer.sequence(|it| {
            if let Some(warning) = self.warning {
                let (number, value) = match warning {
                    PasswordPolicyWarning::TimeBeforeExpiration(seconds) => (0, seconds),
                    PasswordPolicyWarning::GraceAuthenticationsRemaining(uses) => (1, uses),
                };
                it.structure(tag::context(0), |choice| {
                    choice.number(tag::context_value(number), value);
                });
            }
            if let Some(error) = self.error {
                it.number(tag::context_value(1), i32::from(error as u8));
            }
        });
        writer.into_bytes()
    }
}

impl From<PasswordPolicyError> for PasswordPolicyResponse {
    fn from(error: PasswordPolicyError) -> Self {
        Self {
            warning: None,
            error: Some(error),
        }
    }
}

impl From<PasswordPolicyWarning> for PasswordPolicyResponse {
    fn from(warning: PasswordPolicyWarning) -> Self {
        Self {
            warning: Some(warning),
            error: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bytes_are_those_that_clients_expect() {
        let error = |error: PasswordPolicyError| PasswordPolicyResponse::from(error).encode();
        assert_eq!(
            error(PasswordPolicyError::AccountLocked),
            [0x30, 3, 0x81, 1, 1]
        );
        assert_eq!(
            error(PasswordPolicyError::PasswordExpired),
            [0x30, 3, 0x81, 1, 0]
        );
        let warning = PasswordPolicyWarning::TimeBeforeExpiration(86_400);
        assert_eq!(
            PasswordPolicyResponse::from(warning).encode(),
            [0x30, 7, 0xa0, 5, 0x80, 3, 1, 0x51, 0x80]
        );
        assert_eq!(PasswordPolicyResponse::default().encode(), [0x30, 0]);
    }
}
