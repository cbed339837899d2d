//! The members of a `PATCH` body, a JSON merge patch (RFC 7396).
//!
//! There are three kinds of members. What `null` means follows from the type and is the same in the whole
//! API: it means "no value", so it is refused where there always is one.
//!
//! - [`Change<T>`] is a value that can be removed: `null` removes it.
//! - `Option<T>` with [`value`] is a value that always exists: `null` is refused.
//! - [`Patch<T>`] is an object of which some members change.

#[cfg(feature = "openapi")]
mod schema;

use std::collections::{BTreeMap, BTreeSet};
use std::marker::PhantomData;

use serde::de::value::{MapAccessDeserializer, StrDeserializer};
use serde::de::{
    DeserializeOwned, DeserializeSeed, Error as _, IntoDeserializer, MapAccess, Unexpected, Visitor,
};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::Value;

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

    /// Whether the field was sent, and then with which value.
    pub fn into_option(self) -> Option<Option<T>> {
        match self {
            Self::Keep => None,
            Self::Clear => Some(None),
            Self::Set(value) => Some(Some(value)),
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

/// Reads a field that can be changed but not removed: `null` is refused. Declare it with
/// `#[serde(default, deserialize_with = "change::value", skip_serializing_if = "Option::is_none")]`.
///
/// # Errors
/// For `null` and for anything that is not a `T`.
pub fn value<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    match Option::deserialize(deserializer)? {
        None => Err(D::Error::invalid_type(Unexpected::Unit, &"a value")),
        value => Ok(value),
    }
}

/// How a merge patch changes an optional value of this type.
pub trait Merge: Clone + PartialEq {
    /// The patch of a value.
    type Patch;

    /// The value after `patch`; `before` is the value before.
    fn merge(patch: Self::Patch, before: Option<Self>) -> Self;

    /// The patch that turns `before` into `after`.
    fn difference(before: Option<&Self>, after: &Self) -> Self::Patch;
}

impl Merge for String {
    type Patch = Self;

    fn merge(patch: Self, _: Option<Self>) -> Self {
        patch
    }

    fn difference(_: Option<&Self>, after: &Self) -> Self {
        after.clone()
    }
}

impl<T: Object> Merge for T {
    type Patch = Patch<T>;

    fn merge(patch: Patch<T>, before: Option<Self>) -> Self {
        patch.apply(&before.unwrap_or_default())
    }

    fn difference(before: Option<&Self>, after: &Self) -> Patch<T> {
        Patch::between(before.unwrap_or(&T::default()), after)
    }
}

/// The optional value after `change`; `before` is the value before.
pub fn merge<T: Merge>(change: Change<T::Patch>, before: Option<T>) -> Option<T> {
    match change {
        Change::Keep => before,
        Change::Clear => None,
        Change::Set(patch) => Some(T::merge(patch, before)),
    }
}

/// The change that turns `before` into `after`.
pub fn difference<T: Merge>(before: Option<&T>, after: Option<&T>) -> Change<T::Patch> {
    match after {
        _ if before == after => Change::Keep,
        None => Change::Clear,
        Some(after) => Change::Set(T::difference(before, after)),
    }
}

/// An object that can be changed in part. Its members are values, not objects.
pub trait Object: Clone + Default + PartialEq + Serialize + DeserializeOwned {
    /// Whether unknown members are ignored when it is read, as in a document that a newer server may
    /// have stored. If so, the default must have every member, because [`Patch`] refuses all others.
    const IGNORES_UNKNOWN: bool = false;
}

/// A change of some members of an object. Reads the object itself, so that the members are checked
/// in the same way in both. Unknown members are always refused, because a change is a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Patch<T> {
    /// Has the members that change; the others have no meaning.
    value: T,
    /// The names of the members that change.
    changed: BTreeSet<String>,
}

impl<T: Object> From<T> for Patch<T> {
    /// Sets every member that `value` has.
    fn from(value: T) -> Self {
        Self {
            changed: members(&value).into_keys().collect(),
            value,
        }
    }
}

impl<T: Object> Patch<T> {
    /// The changes that turn `before` into `after`.
    pub fn between(before: &T, after: &T) -> Self {
        let (old, new) = (members(before), members(after));
        let names = old.keys().chain(new.keys());
        Self {
            changed: names
                .filter(|name| old.get(*name) != new.get(*name))
                .cloned()
                .collect(),
            value: after.clone(),
        }
    }

    /// The object after these changes.
    pub fn apply(&self, before: &T) -> T {
        let mut after = members(before);
        let mut new = members(&self.value);
        for name in &self.changed {
            match new.remove(name) {
                Some(value) => after.insert(name.clone(), value),
                None => after.remove(name),
            };
        }
        // Cannot fail, because each member comes from a `T`.
        let after = serde_json::from_value(Value::Object(after.into_iter().collect()));
        after.unwrap_or_else(|_| before.clone())
    }
}

fn members<T: Serialize>(object: &T) -> BTreeMap<String, Value> {
    match serde_json::to_value(object) {
        Ok(Value::Object(members)) => members.into_iter().collect(),
        _ => BTreeMap::new(),
    }
}

impl<T: Object> Serialize for Patch<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut members = members(&self.value);
        let changed = self.changed.iter();
        serializer.collect_map(changed.map(|name| (name, members.remove(name))))
    }
}

impl<'de, T: Object> Deserialize<'de> for Patch<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(PatchVisitor(PhantomData))
    }
}

struct PatchVisitor<T>(PhantomData<T>);

impl<'de, T: Object> Visitor<'de> for PatchVisitor<T> {
    type Value = Patch<T>;

    fn expecting(&self, text: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        text.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, sent: A) -> Result<Patch<T>, A::Error> {
        let mut changed = BTreeSet::new();
        let completed = Completed {
            sent: Some(sent),
            changed: &mut changed,
            refuses_unknown: T::IGNORES_UNKNOWN,
            others: members(&T::default()),
            other: None,
        };
        let value = T::deserialize(MapAccessDeserializer::new(completed))?;
        Ok(Patch { value, changed })
    }
}

/// The members that were sent, and then the default of each other one.
struct Completed<'a, A> {
    sent: Option<A>,
    changed: &'a mut BTreeSet<String>,
    /// Whether to refuse members that the default does not have. If not, the object does it itself.
    refuses_unknown: bool,
    others: BTreeMap<String, Value>,
    other: Option<Value>,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Completed<'_, A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, A::Error> {
        let read = |seed: K, name: &str| {
            let name: StrDeserializer<'_, A::Error> = name.into_deserializer();
            seed.deserialize(name).map(Some)
        };
        if let Some(sent) = &mut self.sent {
            if let Some(name) = sent.next_key::<String>()? {
                let is_known = self.others.remove(&name).is_some() || self.changed.contains(&name);
                if self.refuses_unknown && !is_known {
                    return Err(A::Error::unknown_field(&name, &[]));
                }
                let key = read(seed, &name)?;
                self.changed.insert(name);
                return Ok(key);
            }
            self.sent = None;
        }
        match self.others.pop_first() {
            None => Ok(None),
            Some((name, value)) => {
                self.other = Some(value);
                read(seed, &name)
            }
        }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        match (self.other.take(), &mut self.sent) {
            (Some(value), _) => seed.deserialize(value).map_err(A::Error::custom),
            (None, Some(sent)) => sent.next_value_seed(seed),
            (None, None) => Err(A::Error::custom("a value without a name")),
        }
    }
}

#[cfg(test)]
mod tests {
    use rules::lockout::LockoutPolicy;
    use serde_json::json;

    use super::*;
    use crate::profile::Address;

    #[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
    #[serde(default)]
    struct Body {
        #[serde(skip_serializing_if = "Change::is_keep")]
        name: Change<String>,
        #[serde(deserialize_with = "value", skip_serializing_if = "Option::is_none")]
        email: Option<String>,
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
        assert!(serde_json::from_str::<Body>(r#"{"email":null}"#).is_err());
    }

    fn home() -> Address {
        Address {
            street: "1 Main St".to_owned(),
            country: "Spain".to_owned(),
            ..Address::default()
        }
    }

    #[test]
    fn a_patch_changes_the_members_that_it_has() {
        let patch = json!({ "country": "France", "street": null });
        let patch: Patch<Address> = serde_json::from_value(patch).unwrap();
        let after = Address {
            country: "France".to_owned(),
            ..Address::default()
        };
        assert_eq!(patch.apply(&home()), after);
        let between = Patch::between(&home(), &after);
        let written = serde_json::to_value(&between).unwrap();
        assert_eq!(written, json!({ "country": "France", "street": null }));
        assert_eq!(between.apply(&home()), after);

        let before = LockoutPolicy {
            forgets: true,
            ..LockoutPolicy::default()
        };
        let patch: Patch<LockoutPolicy> = serde_json::from_str(r#"{"locks":false}"#).unwrap();
        let after = LockoutPolicy {
            locks: false,
            ..before
        };
        assert_eq!(patch.apply(&before), after);
        assert_eq!(
            serde_json::to_value(&patch).unwrap(),
            json!({ "locks": false })
        );
        assert_eq!(Patch::from(after).apply(&before), after);
    }

    #[test]
    fn a_patch_is_checked_as_the_object_is() {
        for bad in [
            r#"{"locks":null}"#,
            r#"{"locks":1}"#,
            r#"{"x":1}"#,
            r#"{"locks":true,"locks":true}"#,
            "[true]",
            "null",
        ] {
            assert!(serde_json::from_str::<Patch<LockoutPolicy>>(bad).is_err());
        }
    }
}
