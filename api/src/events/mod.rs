//! Events.

mod chain;
mod checkpoints;
mod export;
mod get;
mod list;
mod stream;

pub use stream::StreamPatience;

use crate::routes::{Endpoints, endpoints};

/// The endpoints.
pub fn configure(api: &mut impl Endpoints) {
    endpoints!(api: chain, checkpoints, export, stream, get, list);
}
