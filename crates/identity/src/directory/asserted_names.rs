//! The names of users in filters and comparisons. For callers who ask for an application, a user has two names, and
//! the values of entries have only the one with the application. So both are compared as that one.

use std::borrow::Cow;

use ldap::filter::Filter;
use ldap::schema::{AttributeType, Value};

use super::names::Place;
use super::tenant::Tenant;

/// The filter with the names of users as entries have them.
pub(super) fn in_filter<'a>(tenant: &Tenant, filter: &'a Filter) -> Cow<'a, Filter> {
    if tenant.application.is_none() {
        return Cow::Borrowed(filter);
    }
    let mut filter = filter.clone();
    replace(tenant, &mut filter);
    Cow::Owned(filter)
}

/// Replaces the value of an attribute, if it is the name of a user, by the name that entries have.
pub(super) fn replace_in_value(tenant: &Tenant, attribute: &str, value: &mut Vec<u8>) {
    let known = AttributeType::find(attribute);
    if let Some(Value::Dn(dn)) = known.and_then(|known| Value::of(known.syntax, value))
        && let Some(Place::Person {
            username,
            application: None,
        }) = tenant.place(&dn)
    {
        *value = tenant.person(username).to_string().into_bytes();
    }
}

/// The depth of filters is limited when they are read.
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
        // Names have no order and no parts, and without an attribute nothing is compared.
        Filter::Substrings { .. }
        | Filter::GreaterOrEqual(_)
        | Filter::LessOrEqual(_)
        | Filter::Present(_)
        | Filter::Extensible { .. } => {}
    }
}
