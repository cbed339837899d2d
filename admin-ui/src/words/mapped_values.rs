//! Values that an application gets about users: claims, and attributes.

pub const SOURCE: &str = "Value";
pub const CONSTANT: &str = "The same text for everyone";
pub const CONSTANT_TEXT: &str = "Text";
pub const CONSTANT_MISSING: &str = "Enter the text";

/// What follows "Remove", for screen readers: the name, or else the kind of value and its place from 1.
pub fn remove_rest(name: &str, kind: &str, n: usize) -> String {
    if name.is_empty() {
        format!("{kind} {n}")
    } else {
        name.to_owned()
    }
}
