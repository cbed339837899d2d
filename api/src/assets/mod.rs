//! Both browser apps, inside the binary.

mod encoding;
mod serve;
mod table;

pub use serve::{FromApps, PortalHosts, app};
