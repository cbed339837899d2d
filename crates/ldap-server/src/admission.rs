//! How many connections there are.

use std::any::Any;
use std::net::IpAddr;

/// Decides which connections may be open.
pub trait Admission: Send + Sync + 'static {
    /// Admits a connection of a client until what is returned is dropped. `None` if there are too many.
    fn admit(&self, address: IpAddr) -> Option<Admitted>;
}

/// A place for a connection. It is given back when this is dropped.
pub type Admitted = Box<dyn Any + Send>;
