//! Identifiers: a UUID (version 7) each, of a type of its own.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self.0)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    };
}

id!(
    /// An organization, the tenant.
    OrganizationId
);
id!(
    /// A user.
    UserId
);
id!(
    /// An administrator.
    AdministratorId
);
id!(
    /// A signed-in session of either portal.
    SessionId
);
id!(
    /// A second factor.
    FactorId
);
id!(
    /// An enrolment or passkey challenge on its way.
    CeremonyId
);
id!(
    /// An event.
    EventId
);
id!(
    /// An API key.
    ApiKeyId
);
id!(
    /// A mail in the outbox and the delivery log.
    MailId
);
