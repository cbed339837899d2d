//! Events: every security-relevant act, written in the act's own transaction, never changed.

mod record;

pub use record::{Act, record};
