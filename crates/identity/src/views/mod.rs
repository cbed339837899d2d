//! Saved views of lists: those of one administrator, and those that the organization shares.
//!
//! A view contains no data of the list, so people who open it see only what they may see anyway. Views are
//! not about security, so they are not recorded as events.

mod create;
mod delete;
mod export;
mod get;
mod held_view;
mod list;
mod show;
mod update;
mod write;

pub use create::create;
pub use delete::delete;
pub use export::{ExportedView, ExportedViews};
pub use get::get;
pub use list::list;
pub use update::update;
