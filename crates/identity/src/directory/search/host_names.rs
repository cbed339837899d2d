//! Whether a search is about the hosts that users may sign in to. They are read only then.

use ldap::filter::Filter;
use ldap::request::{Compare, Selection};
use ldap::schema::AttributeType;

/// The attribute with the names of the hosts.
const HOST: &str = "host";

/// Whether they are returned.
pub(super) fn are_returned(selection: Option<&Selection>) -> bool {
    let host = AttributeType::find(HOST);
    selection.is_none_or(|it| host.is_some_and(|host| it.includes(host)))
}

/// Whether they decide which entries a filter finds. The depth of filters is limited when they are read.
pub(super) fn decide(filter: &Filter) -> bool {
    match filter {
        Filter::And(terms) | Filter::Or(terms) => terms.iter().any(decide),
        Filter::Not(term) => decide(term),
        Filter::Equal(it)
        | Filter::Approximate(it)
        | Filter::GreaterOrEqual(it)
        | Filter::LessOrEqual(it) => names_hosts(&it.attribute),
        Filter::Present(attribute) | Filter::Substrings { attribute, .. } => names_hosts(attribute),
        Filter::Extensible { attribute, .. } => attribute.as_deref().is_some_and(names_hosts),
    }
}

/// Whether a comparison is about them.
pub(in crate::directory) fn are_compared(request: &Compare) -> bool {
    names_hosts(&request.attribute)
}

fn names_hosts(attribute: &str) -> bool {
    AttributeType::find(attribute).is_some_and(|known| known.name() == HOST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_read_only_if_a_search_is_about_them() {
        for (filter, is_about) in [
            ("(uid=ada)", false),
            ("(&(uid=ada)(objectClass=posixAccount))", false),
            ("(&(uid=ada)(HOST=build))", true),
            ("(|(uid=ada)(!(host=*)))", true),
            ("(host=b*)", true),
            ("(host~=build)", true),
            ("(0.9.2342.19200300.100.1.9=build)", true),
            ("(host:caseIgnoreMatch:=build)", true),
            ("(:caseIgnoreMatch:=build)", false),
        ] {
            let found = Filter::parse(filter).map(|filter| decide(&filter));
            assert_eq!(found, Ok(is_about), "{filter}");
        }
        let returned = |names: &[&str]| {
            let selection = Selection::of(names.iter().copied());
            are_returned(Some(&selection))
        };
        assert!(returned(&["uid", "Host"]) && returned(&["*"]) && returned(&[]));
        assert!(!returned(&["uid"]) && !returned(&["1.1"]) && !returned(&["+"]));
        assert!(are_returned(None));
    }
}
