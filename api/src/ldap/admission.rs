use std::net::IpAddr;

use ldap_server::{Admission, Admitted};

use crate::connections::NetworkShares;

/// Places for connections, of which no network has more than a quarter.
#[derive(Clone, Debug)]
pub struct PlacesByNetwork {
    shares: NetworkShares,
}

impl PlacesByNetwork {
    /// As many places.
    pub fn new(most: usize) -> Self {
        Self {
            shares: NetworkShares::new(most),
        }
    }
}

impl Admission for PlacesByNetwork {
    fn admit(&self, address: IpAddr) -> Option<Admitted> {
        let sharing = self.shares.take(Some(address))?;
        Some(Box::new(sharing))
    }
}
