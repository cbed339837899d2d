//! The DNs of users in filters and compares. A caller who asks for an application may name a user with the application
//! or without it, but entries contain only the DN with it. So the other DN is replaced before values are compared.

use std::borrow::Cow;

use ldap::filter::Filter;
use ldap::schema::{AttributeType, Value};

use super::names::EntryName;
use super::tenant::Tenant;

/// The filter, with the DNs of users as entries contain them.
pub(super) fn in_filter<'a>(tenant: &Tenant, filter: &'a Filter) -> Cow<'a, Filter> {
    if tenant.application.is_none() {
        return Cow::Borrowed(filter);
    }
    let mut filter = filter.clone();
    replace(tenant, &mut filter);
    Cow::Owned(filter)
}

/// Replaces the value of an attribute, if it is the DN of a user, with the DN that entries contain.
pub(super) fn replace_in_value(tenant: &Tenant, attribute: &str, value: &mut Vec<u8>) {
    let known = AttributeType::find(attribute);
    if let Some(Value::Dn(dn)) = known.and_then(|known| Value::of(known.syntax, value))
        && let Some(EntryName::Person {
            username,
            application: None,
        }) = tenant.entry_name(&dn)
    {
        *value = tenant.person(username).to_string().into_bytes();
    }
}

/// The recursion is bounded: filters are refused above a certain depth when they are parsed.
fn replace(tenant: &Tenant, filter: &mut Filter) {
    match filter {
        Filter::And(terms) | Filter::Or(terms) => {
            for term in terms {
                replace(tenant, term);
            }
        }
        Filter::Not(term) => replace(tenant, term),
        Filter::Equal(it) | Filter::Approximate(it) => {
            replace_in_value(tenant, &it.attribute, &mut it.value);
        }
        Filter::Extensible {
            attribute: Some(attribute),
            value,
            ..
        } => replace_in_value(tenant, attribute, value),
        // DNs have no ordering or substring rules, and without an attribute nothing is compared.
        Filter::Substrings { .. }
        | Filter::GreaterOrEqual(_)
        | Filter::LessOrEqual(_)
        | Filter::Present(_)
        | Filter::Extensible { .. } => {}
    }
}
