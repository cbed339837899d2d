//! The two browser apps, embedded in the binary.

mod encoding;
mod serve;
mod table;

pub use serve::{FromApps, PortalHosts, app};
