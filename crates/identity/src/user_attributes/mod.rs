//! Custom attributes: the fields that an organization adds to the profile of its users.
//!
//! A definition is a row of `attribute_definition`, a value a row of `user_attribute`. Values are
//! written with the user: in the transaction, with the version and in the event of
//! [`users`](crate::users) and [`me`](crate::me).

mod create;
mod definitions;
mod delete;
mod edits;
mod export;
mod filter;
mod get;
mod key;
mod list;
mod search_again;
mod show;
mod sort;
mod update;
mod values;
mod write;

pub use create::create;
pub(crate) use definitions::{Definitions, kind_of};
pub use delete::delete;
pub(crate) use edits::{AttributeEdits, Editor};
pub use export::ExportedAttributes;
pub(crate) use filter::matching_values;
pub use get::get;
pub use list::list;
pub(crate) use sort::attribute_sort;
pub use update::update;
pub(crate) use values::{own, seen_names, values_of};
