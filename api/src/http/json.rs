//! JSON values, read more strictly than serde_json does.

use std::fmt;

use serde::Deserialize;
use serde::de::{Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Number, Value};

use super::input_error;
use super::problem::Refusal;

/// Reads a JSON object in UTF-8.
///
/// # Errors
/// `malformed-request`, naming the position or the duplicate member.
pub fn read(bytes: &[u8]) -> Result<Value, Refusal> {
    if std::str::from_utf8(bytes).is_err() {
        return Err(refused("The body is not valid UTF-8"));
    }
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let Strict(value) = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let inner = error.inner();
        if inner.is_data() {
            let field = input_error::describe(&error.path().to_string(), &inner.to_string());
            return Refusal::malformed("A field appears more than once", vec![field]);
        }
        let place = format!("line {}, column {}", inner.line(), inner.column());
        refused(format!("The body is not valid JSON ({place})"))
    })?;
    json.end()
        .map_err(|_| refused("Unexpected data after the JSON value"))?;
    // Serde would accept an array in place of an object, by position.
    if value.is_object() {
        Ok(value)
    } else {
        Err(not_an_object())
    }
}

/// The refusal of a body that is not an object.
pub fn not_an_object() -> Refusal {
    refused("The body must be a JSON object")
}

fn refused(detail: impl Into<String>) -> Refusal {
    Refusal::malformed(detail, Vec::new())
}

/// Removes the member with this dotted name. Of an array, all elements are removed. Returns whether there was
/// one.
pub fn remove(value: &mut Value, field: &str) -> bool {
    let (name, rest) = match field.split_once('.') {
        Some((name, rest)) => (name, Some(rest)),
        None => (field, None),
    };
    let name = name.split('[').next().unwrap_or_default();
    let Some(members) = value.as_object_mut() else {
        return false;
    };
    match (rest, members.get_mut(name)) {
        (Some(rest), Some(inner)) if inner.is_object() => remove(inner, rest),
        _ => members.remove(name).is_some(),
    }
}

/// Sets the member with this dotted name. Returns whether there is an object to set it in.
pub fn insert(object: &mut Value, field: &str, value: Value) -> bool {
    let Some(members) = object.as_object_mut() else {
        return false;
    };
    match field.split_once('.') {
        Some((name, rest)) => members
            .get_mut(name)
            .is_some_and(|inner| insert(inner, rest, value)),
        None => {
            members.insert(field.to_owned(), value);
            true
        }
    }
}

/// A value without duplicate members. A number such as `30.0` is a whole number, because JSON does
/// not distinguish it from `30`.
struct Strict(Value);

impl<'de> Deserialize<'de> for Strict {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(StrictVisitor).map(Self)
    }
}

/// Up to this number, each whole number has its own floating-point representation.
const LARGEST_WHOLE: f64 = 9_007_199_254_740_992.0;

fn whole(number: f64) -> Value {
    if number.fract() == 0.0 && number.abs() < LARGEST_WHOLE {
        let digits = format!("{number:.0}");
        return digits.parse::<i64>().map_or(Value::Null, Value::from);
    }
    Number::from_f64(number).map_or(Value::Null, Value::Number)
}

struct StrictVisitor;

impl<'de> Visitor<'de> for StrictVisitor {
    type Value = Value;

    fn expecting(&self, text: &mut fmt::Formatter<'_>) -> fmt::Result {
        text.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(whole(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut sequence: A) -> Result<Value, A::Error> {
        let mut elements = Vec::new();
        while let Some(Strict(element)) = sequence.next_element()? {
            elements.push(element);
        }
        Ok(Value::Array(elements))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut members = Map::new();
        while let Some(name) = map.next_key::<String>()? {
            if members.contains_key(&name) {
                return Err(A::Error::custom(format_args!("duplicate field `{name}`")));
            }
            let Strict(value) = map.next_value()?;
            members.insert(name, value);
        }
        Ok(Value::Object(members))
    }
}
