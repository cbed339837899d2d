//! Values of enums that almost every version extends.

use serde::{Deserialize, Deserializer, Serialize};

use crate::Named;

/// A value of an enum that almost every version extends, such as the actions of events. An unknown value, which a newer
/// version has stored, is kept as it is, so that lists and exports that contain it still work.
///
/// A column that decisions depend on has the type `T` itself, so an unknown value is a database error.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Extensible<T> {
    /// A value that this version knows.
    Known(T),
    /// The name of a value that this version does not know.
    Unknown(String),
}

impl<T: Named> Extensible<T> {
    /// The value with this name.
    pub fn parse(name: &str) -> Self {
        T::parse(name).map_or_else(|| Self::Unknown(name.to_owned()), Self::Known)
    }

    /// Applies `change` to a known value. An unknown one stays as it is.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Extensible<U> {
        match self {
            Self::Known(value) => Extensible::Known(change(value)),
            Self::Unknown(name) => Extensible::Unknown(name),
        }
    }

    /// The value, if this version knows it.
    pub const fn known(&self) -> Option<T> {
        match self {
            Self::Known(value) => Some(*value),
            Self::Unknown(_) => None,
        }
    }
}

impl<T> From<T> for Extensible<T> {
    fn from(value: T) -> Self {
        Self::Known(value)
    }
}

impl<'de, T: Named> Deserialize<'de> for Extensible<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|name| Self::parse(&name))
    }
}

impl<T: Named> From<Extensible<T>> for String {
    /// The name, as stored and as sent.
    fn from(value: Extensible<T>) -> Self {
        match value {
            Extensible::Known(value) => value.as_str().to_owned(),
            Extensible::Unknown(name) => name,
        }
    }
}

crate::text_column!(
    Extensible<T> where T: Named,
    |value| String::from(value),
    |text| Some(Self::parse(text))
);

#[cfg(test)]
mod tests {
    use super::*;

    crate::named_values! {
        /// Something in the sky.
        pub enum Body {
            /// The sun.
            Sun = "sun",
            /// The moon.
            Moon = "moon",
        }
    }

    #[test]
    fn a_name_that_is_not_known_is_kept_as_it_is() {
        for (body, name) in Body::ALL.into_iter().zip(Body::NAMES) {
            let known = Extensible::<Body>::parse(name);
            assert_eq!(known, Extensible::Known(body));
            assert_eq!(known.known(), Some(body));
            assert_eq!(String::from(known), name);
        }
        for name in ["mars", "Sun", ""] {
            let unknown = Extensible::<Body>::parse(name);
            assert_eq!(unknown.known(), None);
            assert_eq!(String::from(unknown), name);
        }
    }

    #[test]
    fn known_and_unknown_names_are_the_same_kind_of_json() {
        let stored = r#"["moon","mars"]"#;
        let bodies: Vec<Extensible<Body>> = serde_json::from_str(stored).unwrap();
        let expected = [
            Extensible::Known(Body::Moon),
            Extensible::Unknown("mars".to_owned()),
        ];
        assert_eq!(bodies, expected);
        assert_eq!(serde_json::to_string(&bodies).unwrap(), stored);
        let number = serde_json::from_str::<Extensible<Body>>("7").unwrap_err();
        assert!(number.to_string().contains("expected a string"), "{number}");
    }
}
