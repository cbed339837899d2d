//! Which members of groups are read. A group can have all users, so a search reads those that its filter names, and
//! all of them only of the groups that it returns with their members.

use std::collections::BTreeSet;

use ldap::filter::Filter;
use ldap::request::{Compare, Selection};
use ldap::schema::{AttributeType, Value};
use rules::text::fold;

use super::condition::storable;
use crate::directory::names::EntryName;
use crate::directory::tenant::Tenant;

/// The attributes that name the members of a group.
const MEMBERS: [&str; 3] = ["member", "uniqueMember", "memberUid"];

/// Which members of groups are read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::directory) enum Members {
    /// None.
    None,
    /// Those whose usernames have these keys, and one of each group, which shows that the group has members.
    Named(BTreeSet<String>),
    /// All, for these attributes.
    All(Vec<&'static str>),
}

impl Members {
    /// Those that are returned.
    pub fn returned(selection: Option<&Selection>) -> Self {
        let is_selected = |name: &&str| {
            let known = AttributeType::find(name);
            selection.is_none_or(|it| known.is_some_and(|known| it.includes(known)))
        };
        let names: Vec<_> = MEMBERS.into_iter().filter(is_selected).collect();
        if names.is_empty() {
            Self::None
        } else {
            Self::All(names)
        }
    }

    /// Those that decide whether a filter finds a group.
    pub fn deciding(tenant: &Tenant, filter: &Filter) -> Self {
        let mut members = Self::None;
        members.add(tenant, filter);
        members
    }

    /// Those that decide a comparison.
    pub fn compared(tenant: &Tenant, request: &Compare) -> Self {
        let mut members = Self::None;
        members.name(tenant, &request.attribute, &request.value);
        members
    }

    /// Whether an entry shows them in this attribute.
    pub fn has(&self, attribute: &str) -> bool {
        match self {
            Self::None => false,
            Self::Named(_) => true,
            Self::All(attributes) => attributes.contains(&attribute),
        }
    }

    /// Adds those that a filter is about. The depth of filters is limited when they are read.
    fn add(&mut self, tenant: &Tenant, filter: &Filter) {
        match filter {
            Filter::And(terms) | Filter::Or(terms) => {
                for term in terms {
                    self.add(tenant, term);
                }
            }
            Filter::Not(term) => self.add(tenant, term),
            Filter::Equal(it) | Filter::Approximate(it) => {
                self.name(tenant, &it.attribute, &it.value);
            }
            Filter::Extensible {
                attribute: Some(attribute),
                value,
                ..
            } => self.name(tenant, attribute, value),
            // Nobody has the empty name, so this is one of each group.
            Filter::Present(attribute) => self.name(tenant, attribute, b""),
            Filter::Substrings { attribute, .. } => {
                let has_parts = |it: &AttributeType| it.syntax.substrings().is_some();
                if naming_members(attribute).is_some_and(has_parts) {
                    *self = Self::All(MEMBERS.to_vec());
                }
            }
            // Names have no order, and without an attribute nothing is compared.
            Filter::GreaterOrEqual(_) | Filter::LessOrEqual(_) | Filter::Extensible { .. } => {}
        }
    }

    /// Adds the member that a value names, if the attribute is one of members.
    fn name(&mut self, tenant: &Tenant, attribute: &str, value: &[u8]) {
        let Some(attribute) = naming_members(attribute) else {
            return;
        };
        if *self == Self::None {
            *self = Self::Named(BTreeSet::new());
        }
        let Self::Named(names) = self else {
            return;
        };
        let name = match Value::of(attribute.syntax, value) {
            Some(Value::Dn(dn)) => match tenant.entry_name(&dn) {
                Some(EntryName::Person {
                    username,
                    application: None,
                }) => Some(fold(username.trim())),
                _ => None,
            },
            Some(Value::BareName(name) | Value::Text(name)) => Some(name),
            _ => None,
        };
        names.extend(name.map(|name| storable(&name).to_owned()));
    }
}

/// The attribute with this name, if it is one of members.
fn naming_members(name: &str) -> Option<&'static AttributeType> {
    AttributeType::find(name).filter(|found| MEMBERS.contains(&found.name()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_returned_where_they_are_selected() {
        let returned = |names: &[&str]| {
            let selection = Selection::of(names.iter().copied());
            Members::returned(Some(&selection))
        };
        assert_eq!(returned(&["cn"]), Members::None);
        assert_eq!(returned(&["1.1"]), Members::None);
        assert_eq!(returned(&["+"]), Members::None);
        assert_eq!(returned(&["*"]), Members::All(MEMBERS.to_vec()));
        assert_eq!(
            returned(&["cn", "MEMBERUID"]),
            Members::All(vec!["memberUid"])
        );
        assert_eq!(Members::returned(None), Members::All(MEMBERS.to_vec()));
        assert!(!returned(&["member"]).has("uniqueMember"));
    }
}
