//! Events: every security-relevant action, recorded in the action's transaction and never changed,
//! except that repeated failures are counted in one event, which followers then read again.

mod activity;
mod export;
mod follow;
mod list;
mod record;
mod show;

pub(crate) use activity::activity_of;
pub use export::{ExportedEvents, export, export_for_operator};
pub use list::list;
pub use record::{NewEvent, record};
pub(crate) use record::{first_id_at, record_repeated};
