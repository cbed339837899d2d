//! The values of a user.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::Visitor;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Number;

/// The values of a user by the names of their attributes.
pub type AttributeValues = BTreeMap<String, AttributeValue>;

/// Changes of a user's values by the names of their attributes: attributes that are not named stay
/// unchanged, and `None` clears one.
pub type AttributeChanges = BTreeMap<String, Option<AttributeValue>>;

/// A value. Texts, dates such as `2026-11-29` and choices are texts in JSON.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum AttributeValue {
    /// Yes or no.
    YesNo(bool),
    /// A number.
    Number(Number),
    /// A text, date or choice.
    Text(String),
}

impl<'de> Deserialize<'de> for AttributeValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueVisitor)
    }
}

/// Names the accepted types in its errors, which an untagged enum does not.
struct ValueVisitor;

impl Visitor<'_> for ValueVisitor {
    type Value = AttributeValue;

    fn expecting(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
        text.write_str("a text, a number, true or false")
    }

    fn visit_bool<E>(self, value: bool) -> Result<AttributeValue, E> {
        Ok(AttributeValue::YesNo(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<AttributeValue, E> {
        Ok(AttributeValue::Number(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<AttributeValue, E> {
        Ok(AttributeValue::Number(value.into()))
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<AttributeValue, E> {
        let number = Number::from_f64(value);
        number
            .map(AttributeValue::Number)
            .ok_or_else(|| E::custom("a number must be finite"))
    }

    fn visit_str<E>(self, value: &str) -> Result<AttributeValue, E> {
        Ok(AttributeValue::Text(value.to_owned()))
    }
}

/// The value as a person or a file writes it: `true`, `4711`, `2026-11-29`.
impl fmt::Display for AttributeValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::YesNo(value) => value.fmt(f),
            Self::Number(value) => value.fmt(f),
            Self::Text(value) => value.fmt(f),
        }
    }
}

/// The changes that turn `before` into `after`.
pub fn between(before: &AttributeValues, after: &AttributeValues) -> AttributeChanges {
    let names = before.keys().chain(after.keys());
    names
        .filter(|name| before.get(*name) != after.get(*name))
        .map(|name| (name.clone(), after.get(name).cloned()))
        .collect()
}

#[cfg(feature = "openapi")]
pub use schema::AttributeChange;

#[cfg(feature = "openapi")]
mod schema {
    use rules::attribute::LONGEST_TEXT;
    use utoipa::openapi::RefOr;
    use utoipa::openapi::schema::{ObjectBuilder, OneOfBuilder, Schema, Type};
    use utoipa::{PartialSchema, ToSchema};

    use super::AttributeValue;

    /// The schema of a new value of an attribute, or of `null`, which clears it.
    #[derive(Debug)]
    pub struct AttributeChange;

    /// The schema of a string, a number or a boolean.
    fn any_kind(about: &str) -> OneOfBuilder {
        let value = |of: Type| ObjectBuilder::new().schema_type(of);
        OneOfBuilder::new()
            .item(value(Type::String).max_length(Some(LONGEST_TEXT)))
            .item(value(Type::Number))
            .item(value(Type::Boolean))
            .description(Some(about))
    }

    impl PartialSchema for AttributeValue {
        fn schema() -> RefOr<Schema> {
            any_kind("A value of an attribute, of its kind. Dates such as `2026-11-29` and choices are texts.")
                .into()
        }
    }

    impl PartialSchema for AttributeChange {
        fn schema() -> RefOr<Schema> {
            any_kind("A new value of an attribute; `null` clears it.")
                .item(ObjectBuilder::new().schema_type(Type::Null))
                .into()
        }
    }

    impl ToSchema for AttributeChange {}
    impl ToSchema for AttributeValue {}
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn values_keep_their_types_in_json() {
        let sent = json!({ "badge": 4711, "share": 0.5, "remote": true, "size": "L" });
        let values: AttributeValues = serde_json::from_value(sent.clone()).unwrap();
        assert_eq!(values["badge"], AttributeValue::Number(4711.into()));
        assert_eq!(serde_json::to_value(&values).unwrap(), sent);
        for bad in [json!({ "a": null }), json!({ "a": [] }), json!({ "a": {} })] {
            assert!(serde_json::from_value::<AttributeValues>(bad).is_err());
        }
    }

    #[test]
    fn changes_name_only_what_differs() {
        let values = |json| serde_json::from_value::<AttributeValues>(json).unwrap();
        let before = values(json!({ "badge": 1, "size": "L", "remote": true }));
        let after = values(json!({ "badge": 2, "remote": true, "site": "Oslo" }));
        let changes = serde_json::to_value(between(&before, &after)).unwrap();
        let expected = json!({ "badge": 2, "size": null, "site": "Oslo" });
        assert_eq!(changes, expected);
        let sent: AttributeChanges = serde_json::from_value(changes).unwrap();
        assert_eq!(sent["size"], None);
    }
}
