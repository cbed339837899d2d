//! A postal address.

use serde::{Deserialize, Deserializer, Serialize};

use crate::change::Object;

/// A postal address. A part that is empty or `null` has no value.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    rename_all = "camelCase",
    deny_unknown_fields,
    default,
    remote = "Self"
)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Address {
    /// Street and house number, in one or more lines.
    #[serde(deserialize_with = "part", skip_serializing_if = "String::is_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, max_length = 200))]
    pub street: String,
    /// City or town.
    #[serde(deserialize_with = "part", skip_serializing_if = "String::is_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, max_length = 200))]
    pub locality: String,
    /// State, province or county.
    #[serde(deserialize_with = "part", skip_serializing_if = "String::is_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, max_length = 200))]
    pub region: String,
    /// Postal code.
    #[serde(deserialize_with = "part", skip_serializing_if = "String::is_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, max_length = 200))]
    pub postal_code: String,
    /// Country.
    #[serde(deserialize_with = "part", skip_serializing_if = "String::is_empty")]
    #[cfg_attr(feature = "openapi", schema(value_type = Option<String>, max_length = 200))]
    pub country: String,
}

rules::only_as_object!(Address);

impl Object for Address {}

fn part<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    Option::deserialize(deserializer).map(Option::unwrap_or_default)
}

impl Address {
    /// Whether all fields are empty.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
