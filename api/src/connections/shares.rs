use std::fmt;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use identity::network::{Network, Shares};

/// A number of connections, or of parallel requests. No network holds more than a quarter of it, or more
/// than are free.
#[derive(Clone)]
pub struct NetworkShares(Arc<Inner>);

struct Inner {
    most: usize,
    shares: Mutex<Shares>,
}

/// One of them, until it is dropped.
pub struct Sharing {
    inner: Arc<Inner>,
    networks: Vec<Network>,
}

impl NetworkShares {
    /// At most `most` of them.
    pub fn new(most: usize) -> Self {
        Self(Arc::new(Inner {
            most,
            shares: Mutex::default(),
        }))
    }

    /// Takes one for the client with this address; without an address, no network limit applies.
    /// Returns `None` if too many are taken.
    pub fn take(&self, address: Option<IpAddr>) -> Option<Sharing> {
        let networks: Vec<Network> = address.into_iter().flat_map(Network::around).collect();
        let most = self.0.most;
        let each = (most / 4).max(1);
        let taken = self.0.shares().take(&networks, most, |_| each);
        taken.then(|| Sharing {
            inner: Arc::clone(&self.0),
            networks,
        })
    }
}

impl Inner {
    fn shares(&self) -> MutexGuard<'_, Shares> {
        self.shares.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Sharing {
    fn drop(&mut self) {
        self.inner.shares().give_back(&self.networks);
    }
}

impl fmt::Debug for NetworkShares {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("NetworkShares")
            .field("most", &self.0.most)
            .finish_non_exhaustive()
    }
}
