//! Events: every security-relevant act, written in the act's own transaction, never changed.

mod activity;
mod list;
mod record;
mod show;

pub(crate) use activity::activity_of;
pub use list::list;
pub use record::{Act, record};
