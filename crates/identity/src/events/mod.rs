//! Events: every security-relevant action, recorded in the action's transaction and never changed.

mod activity;
mod follow;
mod list;
mod record;
mod show;

pub(crate) use activity::activity_of;
pub use list::list;
pub use record::{NewEvent, record};
