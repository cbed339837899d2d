//! The profile of a user: as a form, and read-only. The fields are defined in `contract::profile`.

mod choices;
mod draft;
mod fields;
mod lines;

pub use choices::organization_time_zones;
pub use draft::ProfileDraft;
pub use fields::{OneProfileField, ProfileFields};
pub use lines::profile_lines;
