//! The attributes that an organization has added to the profile: as a form, and read-only. Their
//! definitions come from the server.

mod draft;
mod fields;
mod lines;

pub use draft::AttributesDraft;
pub use fields::AttributeFields;
pub use lines::attribute_lines;
