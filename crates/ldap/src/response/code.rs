//! Result codes (RFC 4511, section 4.1.9).

/// The result of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum ResultCode {
    /// It succeeded. A comparison never has this result.
    Success = 0,
    /// It does not fit the state of the connection.
    OperationsError = 1,
    /// The request is invalid.
    ProtocolError = 2,
    /// It took longer than the client or the server allows.
    TimeLimitExceeded = 3,
    /// There are more entries than the client or the server allows.
    SizeLimitExceeded = 4,
    /// The value is not among those of the entry.
    CompareFalse = 5,
    /// The value is among those of the entry.
    CompareTrue = 6,
    /// The method of authentication is not supported.
    AuthMethodNotSupported = 7,
    /// The server requires stronger authentication.
    StrongerAuthRequired = 8,
    /// There are more entries than an administrator allows.
    AdminLimitExceeded = 11,
    /// A critical control is not supported.
    UnavailableCriticalExtension = 12,
    /// The connection must be encrypted first.
    ConfidentialityRequired = 13,
    /// The entry does not have the attribute.
    NoSuchAttribute = 16,
    /// The attribute does not exist.
    UndefinedAttributeType = 17,
    /// The attribute cannot be compared.
    InappropriateMatching = 18,
    /// A value is not allowed, such as a password that the policy refuses.
    ConstraintViolation = 19,
    /// A value is badly written.
    InvalidAttributeSyntax = 21,
    /// The entry does not exist.
    NoSuchObject = 32,
    /// A DN is badly written.
    InvalidDnSyntax = 34,
    /// The entry cannot authenticate.
    InappropriateAuthentication = 48,
    /// The password or the name is wrong.
    InvalidCredentials = 49,
    /// The client is not allowed to do it.
    InsufficientAccessRights = 50,
    /// The server has too much to do.
    Busy = 51,
    /// The server cannot answer at the moment.
    Unavailable = 52,
    /// The server refuses to do it.
    UnwillingToPerform = 53,
    /// Anything else.
    Other = 80,
}

impl ResultCode {
    /// The number of the result.
    pub const fn number(self) -> u8 {
        self as u8
    }
}
