//! One field of a `PATCH` body (RFC 7396, JSON merge patch): omitted, cleared or set.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// What a `PATCH` does to one optional field. Declare the field with
/// `#[serde(default, skip_serializing_if = "Change::is_keep")]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Change<T> {
    /// The field was omitted: it stays unchanged.
    #[default]
    Keep,
    /// The field was `null`: it is cleared.
    Clear,
    /// The field is set to this value.
    Set(T),
}

impl<T> Change<T> {
    /// Whether the field was omitted.
    pub const fn is_keep(&self) -> bool {
        matches!(self, Self::Keep)
    }

    /// `None` clears, `Some` sets.
    pub fn from_option(value: Option<T>) -> Self {
        value.map_or(Self::Clear, Self::Set)
    }

    /// Returns the value after this change; `now` is the value before.
    pub fn apply(self, now: Option<T>) -> Option<T> {
        match self {
            Self::Keep => now,
            Self::Clear => None,
            Self::Set(value) => Some(value),
        }
    }
}

impl<T: Serialize> Serialize for Change<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Keep | Self::Clear => serializer.serialize_none(),
            Self::Set(value) => serializer.serialize_some(value),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Change<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::<T>::deserialize(deserializer).map(Self::from_option)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
    struct Body {
        #[serde(default, skip_serializing_if = "Change::is_keep")]
        name: Change<String>,
    }

    #[test]
    fn left_out_null_and_value_are_three_things() {
        for (text, change) in [
            ("{}", Change::Keep),
            (r#"{"name":null}"#, Change::Clear),
            (r#"{"name":"Ada"}"#, Change::Set("Ada".to_owned())),
        ] {
            let body: Body = serde_json::from_str(text).unwrap_or_default();
            assert_eq!(body.name, change);
            assert_eq!(serde_json::to_string(&body).unwrap_or_default(), text);
        }
    }
}
