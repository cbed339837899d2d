//! The profile of a user: a form of its fields, and the fields to read. Which fields there are is
//! defined in `contract::profile`.

mod choices;
mod draft;
mod fields;
mod lines;

pub use draft::ProfileDraft;
pub use fields::ProfileFields;
pub use lines::profile_lines;
