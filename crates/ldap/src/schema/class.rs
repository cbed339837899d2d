//! Classes of entries.

use super::CLASSES;

/// A class of entries.
#[derive(Debug, PartialEq, Eq)]
pub struct ObjectClass {
    /// The object identifier.
    pub oid: &'static str,
    /// The name.
    pub name: &'static str,
    /// The class that it extends. Empty for `top`.
    pub extends: &'static str,
    /// What kind of class it is.
    pub kind: ClassKind,
    /// The attributes that every entry has.
    pub must: &'static [&'static str],
    /// The attributes that an entry may have.
    pub may: &'static [&'static str],
}

/// The kinds of classes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClassKind {
    /// Only others extend it.
    Abstract,
    /// What an entry is.
    Structural,
    /// What an entry has besides.
    Auxiliary,
}

impl ObjectClass {
    /// Finds a class by its name, in upper or lower case, or by its object identifier.
    pub fn find(name: &str) -> Option<&'static Self> {
        let is_it = |class: &&Self| class.name.eq_ignore_ascii_case(name) || class.oid == name;
        CLASSES.iter().find(is_it)
    }
}
