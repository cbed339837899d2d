//! Who requests a place in the hashing pool.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::net::IpAddr;

use crate::network::Network;

/// One of the lanes, which take turns. A quarter of the places is kept for each, so that a flood in one of them
/// does not shut out the others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Lane {
    /// Clients that have authenticated before, and the server itself.
    #[default]
    Known,
    /// All other clients.
    Unknown,
    /// Services that ask for many people: clients of the LDAP directory, and RADIUS servers. What is guessed
    /// through them delays no sign-in, and many sign-ins do not delay them.
    Service,
}

impl Lane {
    /// All of them.
    pub(super) const ALL: [Self; 3] = [Self::Known, Self::Unknown, Self::Service];

    /// The lane whose turn comes after that of this one.
    pub(super) const fn next(self) -> Self {
        match self {
            Self::Known => Self::Unknown,
            Self::Unknown => Self::Service,
            Self::Service => Self::Known,
        }
    }
}

/// Those who share turns and places.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sharer {
    /// The clients in a network.
    Network(Network),
    /// All requests for somebody from the same networks. This is the hash of the name, which strangers choose:
    /// those who find another name with the same hash gain no more than with the name itself.
    Name(u64),
}

impl Sharer {
    /// How many of so many places it may hold in a lane. A name has a quarter of what its network has.
    pub(super) fn most(&self, places: usize) -> usize {
        let most = match self {
            Self::Network(_) => places / 4,
            Self::Name(_) => places / 16,
        };
        most.max(1)
    }
}

/// Who requests a place: a lane, and with whom it is shared. By default the server itself.
#[derive(Clone, Debug, Default)]
pub struct Asker {
    /// The lane.
    pub lane: Lane,
    /// Who shares the place, the largest network first; none if the address is unknown.
    pub sharers: Vec<Sharer>,
}

impl Asker {
    /// A client with this address, if it is known.
    pub fn at(lane: Lane, address: Option<IpAddr>) -> Self {
        let networks = address.into_iter().flat_map(Network::around);
        Self {
            lane,
            sharers: networks.map(Sharer::Network).collect(),
        }
    }

    /// The same client, which asks for one of many people. They take turns, because all requests of an
    /// application come from its own network, and guesses at one password must not delay everybody else.
    #[must_use]
    pub fn on_behalf_of(mut self, who: &impl Hash) -> Self {
        let mut hasher = DefaultHasher::new();
        self.sharers.hash(&mut hasher);
        who.hash(&mut hasher);
        self.sharers.push(Sharer::Name(hasher.finish()));
        self
    }
}
