//! What a change of the settings or of an application would do to whom, before it is saved. All accounts
//! are read page by page, and each is evaluated by the rules twice: as things are, and as they would be.
//! Nothing is stored or changed.

mod affected_accounts;
mod application_change;
mod preview;
mod proposal;
mod row;
mod settings_change;
mod slot;
mod walk;

pub use affected_accounts::{affected_accounts, affected_by_application};
pub use preview::{preview, preview_application};
