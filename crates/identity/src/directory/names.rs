//! The names of the entries of an organization.

use std::borrow::Cow;

use contract::ids::ApplicationId;
use ldap::dn::{Dn, Rdn};

use super::tenant::Tenant;

/// The attribute with the identifier of an application in the name with which its users authenticate.
const APPLICATION: &str = "app";

/// A part of the directory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unit {
    /// Users.
    People,
    /// Groups.
    Groups,
    /// Bind users.
    Services,
}

impl Unit {
    pub const ALL: [Self; 3] = [Self::People, Self::Groups, Self::Services];

    /// The name of its entry.
    pub const fn name(self) -> &'static str {
        match self {
            Self::People => "people",
            Self::Groups => "groups",
            Self::Services => "services",
        }
    }
}

/// What a name can be the name of. Whether there is such an entry is another question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum EntryName<'a> {
    /// The organization.
    Suffix,
    /// A part of the directory.
    Unit(Unit),
    /// A user.
    Person {
        /// The username, in any case.
        username: &'a str,
        /// The identifier of an application that the caller does not ask for. Such a name is no entry, but a user
        /// can authenticate with it.
        application: Option<&'a str>,
    },
    /// A group.
    Group(&'a str),
    /// A bind user.
    Service(&'a str),
}

impl Tenant {
    /// What a name refers to. `None` if no entry can have it. For callers who ask for an application, a user has
    /// two names: with the application and without.
    pub fn entry_name<'a>(&self, name: &'a Dn) -> Option<EntryName<'a>> {
        entry_name(name.below(&self.suffix)?, self.application)
    }

    /// The name without the application, for questions about the tree. Users are directly below their unit, so that
    /// clients that search one level find them.
    pub fn in_tree<'a>(&self, name: &'a Dn) -> Cow<'a, Dn> {
        if self.application.is_none() {
            return Cow::Borrowed(name);
        }
        match self.entry_name(name) {
            Some(EntryName::Person {
                username,
                application: None,
            }) => Cow::Owned(self.unit(Unit::People).child("uid", username)),
            _ => Cow::Borrowed(name),
        }
    }

    /// The name of a part of the directory.
    pub fn unit(&self, unit: Unit) -> Dn {
        self.suffix.child("ou", unit.name())
    }

    /// The name of a user, with the application that the caller asks for.
    pub fn person(&self, username: &str) -> Dn {
        let people = self.unit(Unit::People);
        let above = match self.application {
            Some(id) => people.child(APPLICATION, &id.to_string()),
            None => people,
        };
        above.child("uid", username)
    }

    /// The name of a group.
    pub fn group(&self, name: &str) -> Dn {
        self.unit(Unit::Groups).child("cn", name)
    }

    /// The name of a bind user.
    pub fn service(&self, name: &str) -> Dn {
        self.unit(Unit::Services).child("cn", name)
    }
}

/// What the components below the suffix name, for callers who ask for `own`.
fn entry_name(below: &[Rdn], own: Option<ApplicationId>) -> Option<EntryName<'_>> {
    let Some((last, rest)) = below.split_last() else {
        return Some(EntryName::Suffix);
    };
    let unit = value(last, "ou")?;
    let unit = Unit::ALL
        .into_iter()
        .find(|one| unit.trim().eq_ignore_ascii_case(one.name()))?;
    match (unit, rest) {
        (_, []) => Some(EntryName::Unit(unit)),
        (Unit::People, [user]) => Some(EntryName::Person {
            username: value(user, "uid")?,
            application: None,
        }),
        (Unit::People, [user, application]) => {
            let application = value(application, APPLICATION)?;
            let is_own = own.is_some() && application.parse::<ApplicationId>().ok() == own;
            Some(EntryName::Person {
                username: value(user, "uid")?,
                application: (!is_own).then_some(application),
            })
        }
        (Unit::Groups, [group]) => value(group, "cn").map(EntryName::Group),
        (Unit::Services, [service]) => value(service, "cn").map(EntryName::Service),
        _ => None,
    }
}

/// The value of a component, if it has this attribute and no other. No entry has a control character in its name,
/// and PostgreSQL refuses some of them.
fn value<'a>(component: &'a Rdn, attribute: &str) -> Option<&'a str> {
    let (found, value) = component.single()?;
    let may_be_one = found == attribute && !value.chars().any(char::is_control);
    may_be_one.then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str, own: Option<ApplicationId>) -> Option<String> {
        let name = Dn::parse(text).ok()?;
        let suffix = Dn::parse("dc=example,dc=com").ok()?;
        entry_name(name.below(&suffix)?, own).map(|entry| format!("{entry:?}"))
    }

    #[test]
    fn a_name_says_what_it_is_the_name_of() {
        for (text, expected) in [
            ("dc=example,dc=com", Some("Suffix")),
            ("OU=People,dc=example,dc=com", Some("Unit(People)")),
            (
                "uid=Ada,ou=people,dc=example,dc=com",
                Some("Person { username: \"Ada\", application: None }"),
            ),
            (
                "uid=ada,app=7,ou=people,dc=example,dc=com",
                Some("Person { username: \"ada\", application: Some(\"7\") }"),
            ),
            (
                "cn=Staff,ou=groups,dc=example,dc=com",
                Some("Group(\"Staff\")"),
            ),
            (
                "cn=wiki,ou=services,dc=example,dc=com",
                Some("Service(\"wiki\")"),
            ),
            ("cn=ada,ou=people,dc=example,dc=com", None),
            ("uid=ada+cn=x,ou=people,dc=example,dc=com", None),
            ("uid=ada\\00,ou=people,dc=example,dc=com", None),
            ("uid=ada,dc=example,dc=com", None),
            ("uid=ada,ou=people,ou=people,dc=example,dc=com", None),
            ("ou=other,dc=example,dc=com", None),
            ("dc=com", None),
            ("uid=ada,ou=people,dc=other,dc=com", None),
        ] {
            assert_eq!(of(text, None).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn a_caller_who_asks_for_an_application_knows_users_with_it_and_without() {
        let wiki = "3f2504e0-4f89-41d3-9a0c-0305e82c3301";
        let own = wiki.parse().ok();
        let ada = Some("Person { username: \"ada\", application: None }");
        for (text, expected) in [
            ("uid=ada,ou=people,dc=example,dc=com".to_owned(), ada),
            (
                format!("uid=ada,app={wiki},ou=people,dc=example,dc=com"),
                ada,
            ),
            (
                format!(
                    "uid=ada,APP={},ou=people,dc=example,dc=com",
                    wiki.to_uppercase()
                ),
                ada,
            ),
            (
                "uid=ada,app=7,ou=people,dc=example,dc=com".to_owned(),
                Some("Person { username: \"ada\", application: Some(\"7\") }"),
            ),
            (format!("app={wiki},ou=people,dc=example,dc=com"), None),
        ] {
            assert_eq!(of(&text, own).as_deref(), expected, "{text}");
        }
    }
}
