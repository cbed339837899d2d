//! What the operator of a server does with its organizations: list, suspend, export and delete them. No
//! organization learns of another one, so the API has none of this.

mod deletion;
mod export;
mod list;
mod party;
mod suspend;

pub use deletion::{cancel_deletion, schedule_deletion};
pub use export::export_settings;
pub use list::{ListedOrganization, list, look_up};
pub use suspend::{resume, suspend};
