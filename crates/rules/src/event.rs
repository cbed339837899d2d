//! The actors, targets and outcomes of events.

use serde::{Deserialize, Serialize};

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
        /// An access point, or another device that uses RADIUS.
        RadiusClient = "radius_client",
        /// A Linux host.
        Host = "host",
        /// A bind user of the LDAP directory.
        LdapBindUser = "ldap_bind_user",
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

/// How long an organization keeps its events. The number is kept while the setting is off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", remote = "Self")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct EventRetention {
    /// Whether old events are deleted.
    pub deletes: bool,
    /// The minimum number of days for which events are kept: 90 to 3650.
    #[cfg_attr(
        feature = "openapi",
        schema(minimum = 90, maximum = 3650, example = 730)
    )]
    pub days: u32,
}

crate::only_as_object!(EventRetention);

impl Default for EventRetention {
    fn default() -> Self {
        Self {
            deletes: false,
            days: 730,
        }
    }
}

impl EventRetention {
    /// The smallest number of days that an organization can choose.
    pub const LEAST_DAYS: u32 = 90;

    /// The fields that are out of range, each with how to correct it.
    pub fn faults(&self) -> Vec<(&'static str, &'static str)> {
        if (Self::LEAST_DAYS..=3650).contains(&self.days) {
            Vec::new()
        } else {
            vec![("days", "Choose 90 to 3650 days")]
        }
    }

    /// Whether events are deleted earlier than under `before`.
    pub fn is_weaker_than(&self, before: &Self) -> bool {
        // Without `..`, so that the compiler asks for a new field.
        let Self { deletes, days } = *self;
        deletes && (!before.deletes || days < before.days)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deleting_events_earlier_is_weaker() {
        let days = |days| EventRetention {
            deletes: true,
            days,
        };
        let forever = EventRetention::default();
        assert!(days(3650).is_weaker_than(&forever));
        assert!(days(365).is_weaker_than(&days(366)));
        assert!(!days(366).is_weaker_than(&days(365)));
        assert!(!forever.is_weaker_than(&days(90)));
        for (number, is_fault) in [(89, true), (90, false), (3650, false), (3651, true)] {
            assert_eq!(!days(number).faults().is_empty(), is_fault, "{number}");
        }
    }
}
