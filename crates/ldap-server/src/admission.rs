//! How many connections there are.

use std::any::Any;
use std::net::IpAddr;

use async_trait::async_trait;

/// Decides which connections may be open.
#[async_trait]
pub trait Admission: Send + Sync + 'static {
    /// Whether who connects from this address is a proxy. Its connections begin with a header of the PROXY protocol
    /// that says who the client is.
    fn is_proxy(&self, address: IpAddr) -> bool;

    /// Admits a connection of a client until what is returned is dropped. Without an address, which is not known
    /// yet, only the total is limited. `None` if there are too many.
    fn admit(&self, address: Option<IpAddr>) -> Option<Admitted>;

    /// Waits until a client may begin with a TLS handshake, which ends when what is returned is dropped.
    async fn handshake(&self, address: IpAddr) -> Admitted;
}

/// A place for a connection or a handshake. It is given back when this is dropped.
pub type Admitted = Box<dyn Any + Send>;
