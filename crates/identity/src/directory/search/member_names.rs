//! The members of groups, which are only read if somebody asks for them: a group can have all users.

use ldap::filter::Filter;
use ldap::request::Selection;
use ldap::schema::AttributeType;

/// The attributes that name the members of a group.
const MEMBERS: [&str; 3] = ["member", "uniqueMember", "memberUid"];

/// Whether the members of groups are returned, or decide which groups are found.
pub(super) fn wants_members(filter: &Filter, selection: Option<&Selection>) -> bool {
    let known = MEMBERS.iter().filter_map(|name| AttributeType::find(name));
    let is_selected = selection.is_none_or(|selection| {
        let mut known = known;
        known.any(|attribute| selection.includes(attribute))
    });
    is_selected || mentions_members(filter)
}

/// Whether a filter is about members. The depth of filters is limited when they are read.
fn mentions_members(filter: &Filter) -> bool {
    let is_member = |name: &str| {
        let found = AttributeType::find(name);
        found.is_some_and(|found| MEMBERS.contains(&found.name()))
    };
    match filter {
        Filter::And(terms) | Filter::Or(terms) => terms.iter().any(mentions_members),
        Filter::Not(term) => mentions_members(term),
        Filter::Equal(assertion)
        | Filter::GreaterOrEqual(assertion)
        | Filter::LessOrEqual(assertion)
        | Filter::Approximate(assertion) => is_member(&assertion.attribute),
        Filter::Substrings { attribute, .. } | Filter::Present(attribute) => is_member(attribute),
        Filter::Extensible { attribute, .. } => attribute.as_deref().is_none_or(is_member),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_read_where_they_are_asked_for() {
        let names = |names: &[&str]| Some(Selection::of(names.iter().copied()));
        for (selection, filter, expected) in [
            (names(&["cn"]), Filter::Present("cn".to_owned()), false),
            (names(&["+"]), Filter::Present("cn".to_owned()), false),
            (names(&["*"]), Filter::Present("cn".to_owned()), true),
            (
                names(&["memberUid"]),
                Filter::Present("cn".to_owned()),
                true,
            ),
            (None, Filter::Present("cn".to_owned()), true),
            (
                names(&["cn"]),
                Filter::Not(Box::new(Filter::Present("uniquemember".to_owned()))),
                true,
            ),
            (
                names(&["1.1"]),
                Filter::And(vec![Filter::Or(vec![Filter::Present("member".to_owned())])]),
                true,
            ),
        ] {
            let wanted = wants_members(&filter, selection.as_ref());
            assert_eq!(wanted, expected, "{selection:?} {filter:?}");
        }
    }
}
