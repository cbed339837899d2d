//! What the settings of the protocols have in common.

use std::collections::BTreeSet;

use contract::profile::{Kind, Profile};
use rules::attribute::is_name;
use serde::Serialize;
use serde_json::{Map, Value};

use super::mapped_values::ATTRIBUTES;

/// Whether a claim or an attribute can be mapped from the field with this name: one of these fields of
/// an account, one of its profile that is a line of text, or an attribute such as `attributes.badge`. An
/// attribute that does not exist, or no longer, has no value.
pub(super) fn is_mappable(name: &str, of_account: &[&str]) -> bool {
    let mut fields = Profile::FIELDS.into_iter();
    let attribute = name.strip_prefix(ATTRIBUTES);
    of_account.contains(&name)
        || attribute.is_some_and(is_name)
        || fields.any(|field| field.name == name && field.kind != Kind::Address)
}

/// The names of the settings that differ, as in a `PATCH`: `oidc.offline`, for example.
pub(super) fn differing<T: Serialize>(protocol: &str, before: &T, after: &T) -> Vec<String> {
    let (before, after) = (members(before), members(after));
    let names: BTreeSet<_> = before.keys().chain(after.keys()).collect();
    names
        .into_iter()
        .filter(|name| before.get(*name) != after.get(*name))
        .map(|name| format!("{protocol}.{name}"))
        .collect()
}

fn members(settings: &impl Serialize) -> Map<String, Value> {
    match serde_json::to_value(settings) {
        Ok(Value::Object(members)) => members,
        _ => Map::new(),
    }
}

#[cfg(test)]
mod tests {
    use contract::applications::OidcSettings;

    use super::*;

    #[test]
    fn a_change_is_named_as_in_its_request() {
        let before = OidcSettings::default();
        let after = OidcSettings {
            offline: true,
            jwks: Some("{}".to_owned()),
            ..OidcSettings::default()
        };
        let names = differing("oidc", &before, &after);
        assert_eq!(names, ["oidc.jwks", "oidc.offline"]);
        assert!(differing("oidc", &before, &before).is_empty());
    }

    #[test]
    fn only_a_line_of_text_is_mapped() {
        for name in ["email", "department", "attributes.badge"] {
            assert!(is_mappable(name, &["email"]), "{name}");
        }
        for name in ["username", "workAddress", "passwordHash", "attributes.", ""] {
            assert!(!is_mappable(name, &["email"]), "{name}");
        }
    }
}
