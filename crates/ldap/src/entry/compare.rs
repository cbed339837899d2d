//! Compares a value with those of an entry (RFC 4511, section 4.10).

use super::Attributes;
use crate::request::Compare;
use crate::response::ResultCode;
use crate::schema::{AttributeType, Value};

/// The result of a comparison with an entry that exists and that the client may see.
pub fn compare(request: &Compare, entry: &(impl Attributes + ?Sized)) -> ResultCode {
    let Some(attribute) = AttributeType::find(&request.attribute) else {
        return ResultCode::UndefinedAttributeType;
    };
    if attribute.syntax.equality().is_none() {
        return ResultCode::InappropriateMatching;
    }
    let Some(asserted) = Value::of(attribute.syntax, &request.value) else {
        return ResultCode::InvalidAttributeSyntax;
    };
    let values = entry.values(attribute);
    if values.is_empty() {
        return ResultCode::NoSuchAttribute;
    }
    let mut values = values.iter();
    let is_equal = values.any(|value| {
        let value = Value::of(attribute.syntax, value);
        value.is_some_and(|value| value.matches(&asserted))
    });
    if is_equal {
        ResultCode::CompareTrue
    } else {
        ResultCode::CompareFalse
    }
}
