//! Events: every security-relevant action, recorded in the action's transaction and never changed,
//! except that repeated failures are counted in one event, which followers then read again.

mod activity;
mod by_caller;
mod chain;
mod enqueue_webhooks;
mod export;
mod follow;
mod get;
mod list;
mod positions;
mod record;
mod show;
mod stream;

pub(crate) use activity::activity_of;
pub use chain::{
    ChainExport, Fault, Verified, Verifier, delete_old, export_chain, export_chain_for_operator,
    keep_chains, list_checkpoints,
};
pub use export::ExportedEvents;
pub use get::get;
pub use list::list;
pub use record::{NewEvent, record};
pub(crate) use record::{first_id_at, record_repeated};
pub use stream::{EventStream, stream};
