use contract::user_attributes::AttributeValue;

use crate::lists::attribute_key;

/// The form in which filters compare values. Case and accents of texts are ignored.
pub(super) fn key_of(value: &AttributeValue) -> String {
    attribute_key(&value.to_string())
}
