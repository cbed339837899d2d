//! Filters of lists: one type per list, which parses and writes the `filter` parameter for the
//! server, the portals and integrators.
//!
//! To add a filter, add its field here, or for users in `users.rs`. The list in `identity` does not compile until it handles
//! the field. The API documentation is generated from the fields' comments.

mod attributes;
mod no_filter;
mod syntax;
#[cfg(test)]
mod tests;
mod value;

use std::fmt;
use std::str::FromStr;

use rules::access::WantedFactor;
use rules::application::{ApplicationProtocol, OpenTo};
use rules::bulk::BulkJobOutcome;
use rules::import::RowOutcome;
use rules::role::Role;
use rules::state::UserState;
use rules::webhook::WebhookDeliveryState;
use uuid::Uuid;

use crate::api_keys::CreatorStatus;
use crate::events::{EventAction, Outcome};
use crate::mail_deliveries::MailState;
pub use attributes::{AttributeBound, AttributeField, AttributeFilter};
pub use no_filter::NoFilter;
pub use syntax::FilterError;
pub use users::UserFilter;
pub use value::{Days, FilterValue, Moment, RecoveryEmailStatus};

/// The maximum number of values of one field.
const MOST_VALUES: usize = 50;

/// The filter of one list.
pub trait ListFilter: Default + PartialEq + FromStr<Err = FilterError> + fmt::Display {
    /// The names of its fields.
    const FIELDS: &'static [&'static str];
    /// The meaning of each field, in Markdown, for the API documentation.
    const DESCRIPTION: &'static str;
}

/// Declares the filter of a list: each field's name in Rust, its name in the query and the type of
/// its values. An item matches if, for each field that has values, it has one of them. After `and` comes
/// the field for attributes, whose names are not known here.
macro_rules! filter {
    (
        $(#[$about:meta])*
        $filter:ident {
            $( $(#[doc = $doc:literal])+ $field:ident $name:literal: $value:ty, )*
        }
        $( and $(#[doc = $open_doc:literal])+ $open:ident $prefix:literal )?
    ) => {
        $(#[$about])*
        #[derive(Clone, Debug, Default, PartialEq, Eq)]
        pub struct $filter {
            $( $(#[doc = $doc])+ pub $field: Vec<$value>, )*
            $( $(#[doc = $open_doc])+ pub $open: AttributeFilter, )?
        }

        impl ListFilter for $filter {
            const FIELDS: &'static [&'static str] = &[$($name),*];
            const DESCRIPTION: &'static str = concat!(
                "Filters:\n",
                $( "\n- `", $name, "`:", $($doc,)+ )*
                $( "\n- `", $prefix, "<name>`:", $($open_doc,)+ )?
            );
        }

        impl FromStr for $filter {
            type Err = FilterError;

            fn from_str(text: &str) -> Result<Self, FilterError> {
                let mut filter = Self::default();
                for (name, values) in conditions(text, Self::FIELDS)? {
                    $(
                        if let Some(attribute) = name.strip_prefix($prefix) {
                            filter.$open.add(attribute, read_values(&name, &values)?)?;
                            continue;
                        }
                    )?
                    match name.as_str() {
                        $( $name => filter.$field = read_values($name, &values)?, )*
                        _ => return Err(unknown_field(Self::FIELDS)),
                    }
                }
                Ok(filter)
            }
        }

        impl fmt::Display for $filter {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let mut text = String::new();
                $( syntax::write(&mut text, $name, &write_values(&self.$field)); )*
                $(
                    for (field, values) in self.$open.iter() {
                        syntax::write(&mut text, &format!("{}{field}", $prefix), values);
                    }
                )?
                f.write_str(&text)
            }
        }
    };
}

// After the macro, which it uses.
mod users;

filter! {
    /// The filter of the list of groups.
    GroupFilter {
        /// The identifier of a user: matches the groups that they are in.
        member "member": Uuid,
    }
}

filter! {
    /// The filter of the list of administrators.
    AdministratorFilter {
        /// `active`, `suspended`.
        state "state": UserState,
        /// `owner`, `manager`, `help_desk`, `read_only`.
        role "role": Role,
    }
}

filter! {
    /// The filter of the list of applications.
    ApplicationFilter {
        /// `bookmark`, `oidc`, `saml`.
        protocol "protocol": ApplicationProtocol,
        /// `true` or `false`: whether it can be opened.
        enabled "enabled": bool,
        /// `assigned`, `everyone`.
        open_to "openTo": OpenTo,
        /// `none`, `any`, `passkey`.
        factor "factor": WantedFactor,
        /// The identifier of a group: matches the applications that are assigned to it. The caller also needs
        /// `groups:read`.
        group "group": Uuid,
    }
}

filter! {
    /// The filter of the list of API keys.
    ApiKeyFilter {
        /// The identifier of the administrator who created the key.
        created_by "createdBy": Uuid,
        /// `active`, `suspended`, `removed`: whether this administrator is still active.
        creator "creator": CreatorStatus,
    }
}

filter! {
    /// The filter of the list of SSH keys.
    SshKeyFilter {
        /// The fingerprint as OpenSSH shows it, with its colon escaped: `SHA256\:uTrc…`.
        fingerprint "fingerprint": String,
        /// The identifier of a user.
        user "user": Uuid,
    }
}

filter! {
    /// The filter of the list of application passwords.
    ApplicationPasswordFilter {
        /// The identifier of the application that a password is for.
        application "application": Uuid,
        /// The identifier of a user.
        user "user": Uuid,
    }
}

filter! {
    /// The filter of the list of events.
    EventFilter {
        /// The code of an action.
        action "action": EventAction,
        /// `success` or `failure`.
        outcome "outcome": Outcome,
        /// The identifier of the account or API key that performed the action.
        actor "actor": Uuid,
        /// The identifier of the target.
        target "target": Uuid,
        /// Happened at this time or later: a date such as `2026-11-24`, which begins at midnight
        /// UTC, or a timestamp, whose colons must be escaped.
        since "since": Moment,
        /// Happened before this time.
        before "before": Moment,
    }
}

filter! {
    /// The filter of the email delivery log.
    MailFilter {
        /// `queued`, `sent`, `failed`.
        state "state": MailState,
        /// The kind of email.
        kind "kind": String,
        /// The recipient's address. Case is ignored.
        recipient "recipient": String,
    }
}

filter! {
    /// The filter of the list of rows of an import.
    ImportRowFilter {
        /// `create`, `change`, `unchanged`, `problem`.
        outcome "outcome": RowOutcome,
    }
}

filter! {
    /// The filter of the list of results of a bulk job.
    BulkJobResultFilter {
        /// `done`, `unchanged`, `failed`.
        outcome "outcome": BulkJobOutcome,
    }
}

filter! {
    /// The filter of the delivery log of webhooks.
    WebhookDeliveryFilter {
        /// The identifier of a webhook.
        webhook "webhook": Uuid,
        /// `queued`, `delivered`, `failed`.
        state "state": WebhookDeliveryState,
        /// The kind of event, or `webhook.test`.
        event "event": String,
    }
}

/// Parses the conditions of a filter. Each field may appear once.
fn conditions(text: &str, fields: &[&str]) -> Result<Vec<syntax::Condition>, FilterError> {
    if text.is_empty() {
        return Ok(Vec::new());
    }
    let conditions = syntax::read(text)?;
    let conditions =
        conditions.ok_or_else(|| refused("Write each condition as field:value", fields))?;
    for (index, (name, _)) in conditions.iter().enumerate() {
        if fields.contains(&name.as_str()) && conditions[..index].iter().any(|(n, _)| n == name) {
            let detail = format!("The field {name} appears twice: join its values with a comma");
            return Err(FilterError(detail));
        }
    }
    Ok(conditions)
}

fn read_values<T: FilterValue>(name: &str, values: &[String]) -> Result<Vec<T>, FilterError> {
    if values.len() > MOST_VALUES {
        let detail = format!("Ask for at most {MOST_VALUES} values of {name}");
        return Err(FilterError(detail));
    }
    let read = |value: &String| {
        T::read(value).map_err(|expected| FilterError(format!("{name} {expected}")))
    };
    values.iter().map(read).collect()
}

fn write_values<T: FilterValue>(values: &[T]) -> Vec<String> {
    values.iter().map(FilterValue::text).collect()
}

fn unknown_field(fields: &[&str]) -> FilterError {
    refused("This field is not known", fields)
}

fn refused(what: &str, fields: &[&str]) -> FilterError {
    FilterError(if fields.is_empty() {
        "This list has no filters".to_owned()
    } else {
        format!("{what}. The fields of this list: {}", fields.join(", "))
    })
}
