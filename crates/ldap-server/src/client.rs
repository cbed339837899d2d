//! Who is at the other end of a connection.

use std::net::IpAddr;

/// Who is at the other end of a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Client {
    /// Its address.
    pub address: IpAddr,
    /// Whether the connection is protected by TLS.
    pub is_encrypted: bool,
}

impl Client {
    /// A client that has just connected.
    pub const fn new(address: IpAddr) -> Self {
        Self {
            address: address.to_canonical(),
            is_encrypted: false,
        }
    }

    /// Whether it runs on the same machine.
    pub const fn is_local(&self) -> bool {
        self.address.is_loopback()
    }
}
