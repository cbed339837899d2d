use std::net::IpAddr;

use async_trait::async_trait;
use identity::network::Network;
use identity::turns::Turns;
use ldap_server::{Admission, Admitted};

use crate::connections::NetworkShares;

/// Places for connections, of which no network has more than a quarter. Half of them can be in a handshake at the
/// same time, and those of one network only a quarter of its places. So clients that begin handshakes and do not
/// complete them are in the way of their own network for a while, and of nobody else.
pub struct PlacesByNetwork {
    shares: NetworkShares,
    handshakes: Turns<()>,
    handshakes_of_network: Turns<Option<Network>>,
}

impl PlacesByNetwork {
    /// As many places.
    pub fn new(most: usize) -> Self {
        Self {
            shares: NetworkShares::new(most),
            handshakes: Turns::new((most / 2).max(1)),
            handshakes_of_network: Turns::new((most / 16).max(1)),
        }
    }
}

#[async_trait]
impl Admission for PlacesByNetwork {
    fn admit(&self, address: IpAddr) -> Option<Admitted> {
        let sharing = self.shares.take(Some(address))?;
        Some(Box::new(sharing))
    }

    async fn handshake(&self, address: IpAddr) -> Admitted {
        // The largest network, because a client can use all addresses of it. Its turn comes first: those who wait
        // for it hold no turn that all networks share.
        let network = Network::around(address).next();
        let of_network = self.handshakes_of_network.wait(network).await;
        let of_all = self.handshakes.wait(()).await;
        Box::new((of_network, of_all))
    }
}
