//! Identifiers: UUIDs (version 7), with one type per kind.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident, $example:tt) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
        #[cfg_attr(feature = "openapi", schema(example = $example))]
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
    OrganizationId, "0199f3c0-5b1e-7d20-8c4a-2f6e9b3d7a10"
);
id!(
    /// A user.
    UserId, "0199f3c0-a1b2-7c3d-8e4f-5a6b7c8d9e01"
);
id!(
    /// An administrator.
    AdministratorId, "0199f3c0-6c2f-7e31-9d5b-3a7f0c4e8b21"
);
id!(
    /// A signed-in session of either portal.
    SessionId, "0199f3c0-7d30-7f42-ae6c-4b801d5f9c32"
);
id!(
    /// A browser that is known to an account.
    KnownBrowserId, "0199f3c0-e396-75a8-8ec2-a1e673b5f298"
);
id!(
    /// A factor.
    FactorId, "0199f3c0-8e41-7053-bf7d-5c912e60ad43"
);
id!(
    /// An enrollment or passkey challenge in progress.
    CeremonyId, "0199f3c0-d285-7497-bdb1-90d562a4e187"
);
id!(
    /// An event.
    EventId, "0199f3c0-b063-7275-9b9f-7eb34082cf65"
);
id!(
    /// A signed checkpoint of the events.
    EventCheckpointId, "0199f3c1-5a0d-7c1f-9f39-18fdea1cf96f"
);
id!(
    /// An API key.
    ApiKeyId, "0199f3c0-9f52-7164-8a8e-6da23f71be54"
);
id!(
    /// A group of users.
    GroupId, "0199f3c0-f4a7-76b9-9fd3-b2f784c6a309"
);
id!(
    /// An application.
    ApplicationId, "0199f3c1-05b8-77ca-8ae4-c3a895d7b41a"
);
id!(
    /// A secret of an application.
    ClientSecretId, "0199f3c1-16c9-78db-9bf5-d4b9a6e8c52b"
);
id!(
    /// A certificate of an application.
    CertificateId, "0199f3c1-38eb-7afd-bd17-f6dbc8fae74d"
);
id!(
    /// What a user has opened in a session: the session of an application.
    ApplicationSessionId, "0199f3c1-27da-79ec-ac06-e5cab7f9d63c"
);
id!(
    /// An email in the outbox and the delivery log.
    MailId, "0199f3c0-c174-7386-aca0-8fc45193d076"
);
id!(
    /// An attribute that the organization has added to the profile.
    AttributeId, "0199f3c1-5a0d-7c1f-8f39-18fdeac16f96"
);
id!(
    /// A webhook.
    WebhookId, "0199f3c1-5a0d-7c1f-9f39-18fdea1c096f"
);
id!(
    /// A secret of a webhook.
    WebhookSecretId, "0199f3c1-6b1e-7d20-a04a-290efb2d1a70"
);
id!(
    /// The delivery of an event to a webhook.
    WebhookDeliveryId, "0199f3c1-7c2f-7e31-b15b-3a1f0c3e2b81"
);
id!(
    /// An import of users.
    ImportId, "0199f3c1-49fc-7b0e-8e28-07ecd90bf85e"
);
id!(
    /// A saved view of a list.
    ViewId, "0199f3c1-5a0d-7c1f-9f39-18fdeaf1c96f"
);
id!(
    /// A public SSH key of a user.
    SshKeyId, "0199f3c1-8d30-7f42-ae6c-4b801d5fac43"
);
id!(
    /// An application password of a user.
    ApplicationPasswordId, "0199f3c1-9e41-7053-bf7d-5c912e60bd54"
);
id!(
    /// A bind user of the LDAP directory.
    LdapBindUserId, "0199f3c1-af52-7164-8a8e-6da23f71ce65"
);
id!(
    /// A change of a user that is scheduled.
    ScheduledChangeId, "0199f3c1-6b1e-7d20-9e39-18fedc10ca6f"
);
id!(
    /// A bulk job.
    BulkJobId, "0199f3c1-7c2f-7e31-8f4a-29affd21db80"
);
