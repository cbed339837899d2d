//! The actors, targets and outcomes of events.

use crate::account::AccountKind;

crate::named_values! {
    /// The kind of an actor or target.
    #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
    pub enum PartyKind {
        /// A user.
        User = "user",
        /// An administrator.
        Administrator = "administrator",
        /// A group of users.
        Group = "group",
        /// An API key, as a target or as the program that uses it.
        ApiKey = "api_key",
        /// An application.
        Application = "application",
        /// A webhook.
        Webhook = "webhook",
        /// An organization.
        Organization = "organization",
        /// The server itself: a scheduled job or the command line.
        System = "system",
        /// A caller who is not signed in.
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
    /// The outcome of an action.
    #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
    pub enum Outcome {
        /// The action was performed.
        Success = "success",
        /// The action was refused.
        Failure = "failure",
    }
}
