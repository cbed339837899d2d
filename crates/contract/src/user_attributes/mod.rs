//! Custom attributes: the fields that an organization adds to the profile of its users. One definition
//! drives the API, the forms of both portals, filters, search and files.

mod definition;
mod kind;
mod value;

pub use definition::{
    AttributeDefinition, CreateAttribute, OwnAttributeDefinition, UpdateAttribute,
};
pub use kind::{AttributeKindOf, WrongValue};
pub use rules::attribute::{AttributeAccess, AttributeKind};
#[cfg(feature = "openapi")]
pub use value::AttributeChange;
pub use value::{AttributeChanges, AttributeValue, AttributeValues, between};
