//! The schema: which attributes and classes of entries exist, and how values are compared. What clients
//! are told about it is generated from these tables.

mod attribute;
mod attributes;
mod class;
mod classes;
mod matching;
mod root_dse;
mod subschema;
mod syntax;

pub use attribute::{AttributeType, Usage};
pub use class::{ClassKind, ObjectClass};
pub(crate) use matching::Parts;
pub use matching::Value;
pub use root_dse::RootDse;
pub use subschema::{SUBSCHEMA_DN, subschema};
pub use syntax::Syntax;

pub(crate) use attributes::ATTRIBUTES;
pub(crate) use classes::CLASSES;
