use std::net::IpAddr;

use async_trait::async_trait;
use identity::network::Network;
use identity::turns::Turns;
use ipnet::IpNet;
use ldap_server::{Admission, Admitted};

use crate::connections::NetworkShares;

/// Places for connections, of which no network has more than a quarter. Half of them can be in a handshake at the
/// same time, and those of one network only a quarter of its places. So clients that begin handshakes and do not
/// complete them are in the way of their own network for a while, and of nobody else.
pub struct PlacesByNetwork {
    proxies: Vec<IpNet>,
    shares: NetworkShares,
    handshakes: Turns<()>,
    handshakes_of_network: Turns<Option<Network>>,
}

impl PlacesByNetwork {
    /// As many places. The clients of the proxies in these networks count, not the proxies.
    pub fn new(most: usize, proxies: Vec<IpNet>) -> Self {
        Self {
            proxies,
            shares: NetworkShares::new(most),
            handshakes: Turns::new((most / 2).max(1)),
            handshakes_of_network: Turns::new((most / 16).max(1)),
        }
    }
}

#[async_trait]
impl Admission for PlacesByNetwork {
    fn is_proxy(&self, address: IpAddr) -> bool {
        let mut proxies = self.proxies.iter();
        proxies.any(|network| network.contains(&address))
    }

    fn admit(&self, address: Option<IpAddr>) -> Option<Admitted> {
        let sharing = self.shares.take(address)?;
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
