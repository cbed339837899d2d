//! Who is at the other end of a connection.

use std::net::IpAddr;

/// Who is at the other end of a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Client {
    /// Its address.
    pub address: IpAddr,
    /// Whether the connection is protected by TLS.
    pub is_encrypted: bool,
    is_local: bool,
}

impl Client {
    /// A client that has just connected from this address.
    pub const fn new(address: IpAddr) -> Self {
        let address = address.to_canonical();
        Self {
            address,
            is_encrypted: false,
            is_local: address.is_loopback(),
        }
    }

    /// The client for which a proxy has connected.
    pub(crate) const fn behind_proxy(proxy: Self, address: IpAddr) -> Self {
        Self {
            address: address.to_canonical(),
            ..proxy
        }
    }

    /// Whether the connection does not leave this machine. A client on the machine of its proxy has the same address
    /// as one on this machine, so what a proxy says does not count.
    pub const fn is_local(&self) -> bool {
        self.is_local
    }
}
