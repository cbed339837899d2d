//! Filters of lists: one type per list, which parses and writes the `filter` parameter for the
//! server, the portals and integrators.
//!
//! To add a filter, add its field here. The list in `identity` does not compile until it handles
//! the field. The API documentation is generated from the fields' comments.

mod syntax;
mod value;

use std::fmt;
use std::str::FromStr;

use rules::access::WantedFactor;
use rules::application::{ApplicationProtocol, OpenTo};
use rules::import::RowOutcome;
use rules::mfa::{MfaRequirement, MfaStatus};
use rules::role::Role;
use rules::state::UserState;
use rules::status::PasswordStatus;
use uuid::Uuid;

use crate::api_keys::CreatorStatus;
use crate::events::{EventAction, Outcome};
use crate::mail::MailState;
pub use syntax::FilterError;
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
/// its values. An item matches if, for each field that has values, it has one of them.
macro_rules! filter {
    (
        $(#[$about:meta])*
        $filter:ident {
            $( $(#[doc = $doc:literal])+ $field:ident $name:literal: $value:ty, )*
        }
    ) => {
        $(#[$about])*
        #[derive(Clone, Debug, Default, PartialEq, Eq)]
        pub struct $filter {
            $( $(#[doc = $doc])+ pub $field: Vec<$value>, )*
        }

        impl ListFilter for $filter {
            const FIELDS: &'static [&'static str] = &[$($name),*];
            const DESCRIPTION: &'static str = concat!(
                "Filters:\n",
                $( "\n- `", $name, "`:", $($doc,)+ )*
            );
        }

        impl FromStr for $filter {
            type Err = FilterError;

            fn from_str(text: &str) -> Result<Self, FilterError> {
                let mut filter = Self::default();
                for (name, values) in conditions(text, Self::FIELDS)? {
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
                f.write_str(&text)
            }
        }
    };
}

filter! {
    /// The filter of the list of users.
    UserFilter {
        /// `staged`, `active`, `suspended`.
        state "state": UserState,
        /// `pending`, `active`, `expired`, `locked`.
        password_status "passwordStatus": PasswordStatus,
        /// `true` or `false`: whether the password has expired, even if the account is locked.
        password_expired "passwordExpired": bool,
        /// Days since the password was set, 1 to 730.
        password_older_than "passwordOlderThan": Days,
        /// Days until the password expires, 1 to 730. Expired passwords do not match.
        password_expires_within "passwordExpiresWithin": Days,
        /// `true` or `false`: whether the password is exempt from the maximum age.
        password_never_expires "passwordNeverExpires": bool,
        /// `true` or `false`: whether the password was set before the compliance deadline was
        /// announced.
        must_comply "mustComply": bool,
        /// `none`, `unverified`, `verified`.
        recovery_email "recoveryEmail": RecoveryEmailStatus,
        /// `enrolled`, `enrollment_period`, `enrollment_overdue`, `not_enrolled`.
        mfa "mfa": MfaStatus,
        /// The name of a department. Case and accents are ignored.
        department "department": String,
        /// An email address as a whole.
        email "email": String,
        /// A username as a whole.
        username "username": String,
        /// An employee number as a whole. Case is ignored.
        employee_number "employeeNumber": String,
        /// `off`, `optional`, `required`: the requirement of the user, or else of the organization.
        mfa_requirement "mfaRequirement": MfaRequirement,
        /// Created at this time or later: a date such as `2026-11-24`, which begins at midnight
        /// UTC, or a timestamp, whose colons must be escaped.
        created_since "createdSince": Moment,
        /// Created before this time.
        created_before "createdBefore": Moment,
        /// Last changed at this time or later.
        updated_since "updatedSince": Moment,
        /// Last changed before this time.
        updated_before "updatedBefore": Moment,
        /// Last signed in at this time or later.
        last_sign_in_since "lastSignInSince": Moment,
        /// Not signed in since this time, or never.
        last_sign_in_before "lastSignInBefore": Moment,
        /// The identifier of a group: matches its members. The caller also needs `groups:read`.
        group "group": Uuid,
    }
}

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

/// The filter of a list without filters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NoFilter;

impl ListFilter for NoFilter {
    const FIELDS: &'static [&'static str] = &[];
    const DESCRIPTION: &'static str = "";
}

impl FromStr for NoFilter {
    type Err = FilterError;

    fn from_str(text: &str) -> Result<Self, FilterError> {
        match text {
            "" => Ok(Self),
            _ => Err(unknown_field(&[])),
        }
    }
}

impl fmt::Display for NoFilter {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
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

#[cfg(test)]
mod tests {
    use super::*;

    fn detail(text: &str) -> String {
        let filter = text.parse::<UserFilter>();
        filter
            .err()
            .map(|error| error.to_string())
            .unwrap_or_default()
    }

    #[test]
    fn reads_and_writes_conditions_and_escapes() {
        let text = r"state:active,staged;passwordOlderThan:30;department:R\,D\;\:\\,Sales";
        let filter = UserFilter {
            state: vec![UserState::Active, UserState::Staged],
            password_older_than: vec![Days::read("30").unwrap()],
            department: vec![r"R,D;:\".to_owned(), "Sales".to_owned()],
            ..UserFilter::default()
        };
        assert_eq!(text.parse(), Ok(filter.clone()));
        assert_eq!(filter.to_string(), text);
        assert_eq!("".parse(), Ok(UserFilter::default()));
        assert_eq!(UserFilter::default().to_string(), "");
    }

    #[test]
    fn every_value_of_every_type_is_read_as_it_is_written() {
        let actor = Uuid::from_u128(7);
        let events = format!("action:user.created;outcome:success,failure;actor:{actor}");
        let users = "state:staged,active,suspended;passwordStatus:pending,active,expired,locked;\
                     passwordExpired:true,false;passwordOlderThan:90;\
                     passwordExpiresWithin:7;passwordNeverExpires:true;mustComply:false;\
                     recoveryEmail:none,unverified,verified;\
                     mfa:enrolled,enrollment_period,enrollment_overdue,not_enrolled";
        let times = [
            "mfaRequirement:off,optional,required",
            r"createdSince:2026-11-24T00\:00\:00.000Z",
            r"lastSignInBefore:2026-11-25T08\:30\:00.500Z",
        ]
        .join(";");
        assert_eq!(times.parse::<UserFilter>().unwrap().to_string(), times);
        let groups = format!("group:{actor}");
        assert_eq!(groups.parse::<UserFilter>().unwrap().to_string(), groups);
        let members = format!("member:{actor}");
        assert_eq!(members.parse::<GroupFilter>().unwrap().to_string(), members);
        let day = "createdSince:2026-11-24".parse::<UserFilter>().unwrap();
        assert!(times.contains(&day.to_string()));
        let administrators = "state:active;role:owner,manager,help_desk,read_only";
        assert_eq!(events.parse::<EventFilter>().unwrap().to_string(), events);
        assert_eq!(users.parse::<UserFilter>().unwrap().to_string(), users);
        let filter = administrators.parse::<AdministratorFilter>().unwrap();
        assert_eq!(filter.to_string(), administrators);
        let mails = "state:queued,sent,failed;kind:test;recipient:ada@example.com";
        assert_eq!(mails.parse::<MailFilter>().unwrap().to_string(), mails);
    }

    #[test]
    fn refuses_what_it_does_not_know_and_says_what_it_knows() {
        assert!(detail("role:owner").starts_with("This field is not known. The fields"));
        assert!(detail("role:owner").contains("mfa, department"));
        assert_eq!(
            detail("state:gone"),
            "state is one of: staged, active, suspended"
        );
        assert!(detail("state:active;state:staged").contains("twice"));
        assert_eq!(
            detail("passwordOlderThan:731"),
            "passwordOlderThan is a number of days, 1 to 730"
        );
        let none = "state:active".parse::<NoFilter>();
        assert_eq!(none.unwrap_err().to_string(), "This list has no filters");
        for text in [
            "passwordOlderThan:0",
            "passwordOlderThan:-1",
            "passwordOlderThan:1.5",
            "mustComply:yes",
            "createdSince:yesterday",
            "createdSince:2026-13-01",
            "mfaRequirement:none",
            "state",
            "state:",
            "state:active;",
            "state:a:b",
            r"state:active\",
            r"state:\a",
            "department:",
            "department:a\0b",
            ":",
            ";",
            ",",
            "state:active,",
        ] {
            assert!(!detail(text).is_empty(), "{text:?}");
        }
    }

    #[test]
    fn the_documentation_names_each_field() {
        for field in UserFilter::FIELDS {
            assert!(UserFilter::DESCRIPTION.contains(&format!("\n- `{field}`: ")));
        }
    }
}
