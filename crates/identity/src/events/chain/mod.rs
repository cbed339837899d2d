//! The hash chain of events, which shows whether one was changed, added or removed.
//!
//! It follows the order in which events became visible. The code that gives events their positions also
//! appends them here, in the same transaction and under the same lock, so an action that records an event
//! waits for nobody. Each link contains a hash of its event and of the previous link. Checkpoints, which
//! the server signs, say what the hash is at a position. docs/events.md says what this proves.

mod checkpoint;
mod cut;
mod export;
mod extend;
mod hash;
mod keep;
mod key;
mod list;
mod verify;

pub use cut::delete_old;
pub use export::{ChainExport, export_chain, export_chain_for_operator};
pub(super) use extend::{extend, has_more};
pub use keep::keep_chains;
pub use list::list_checkpoints;
pub use verify::{Fault, Verified, Verifier};
