//! What an event says of its actor and its outcome.

use crate::account::AccountKind;

crate::named_values! {
    /// The kind of somebody or something that an event names.
    #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
    pub enum PartyKind {
        /// A user.
        User = "user",
        /// An administrator.
        Administrator = "administrator",
        /// A program with an API key, or the key itself.
        ApiKey = "api_key",
        /// An organization.
        Organization = "organization",
        /// The server itself: a schedule, or the command line.
        System = "system",
        /// Somebody who has not signed in.
        Anonymous = "anonymous",
    }
}

impl From<AccountKind> for PartyKind {
    fn from(kind: AccountKind) -> Self {
        match kind {
            AccountKind::User => Self::User,
            AccountKind::Administrator => Self::Administrator,
        }
    }
}

crate::named_values! {
    /// How an act ended.
    #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
    pub enum Outcome {
        /// It was done.
        Success = "success",
        /// It was refused.
        Failure = "failure",
    }
}
