//! The networks that an address belongs to. A client that has one address of a network can usually
//! use all of them, so scarce resources are shared by network and not by address.

use std::collections::HashMap;
use std::fmt;
use std::hash::Hash;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// An IPv4 or IPv6 network: its first address and the length of its prefix.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Network(IpAddr, u8);

impl Network {
    /// The networks around `address`, the largest first: /48, /56 and /64 for IPv6, which providers
    /// assign to a site, a home and a link; /24 for IPv4, and the address itself.
    pub fn around(address: IpAddr) -> impl DoubleEndedIterator<Item = Self> {
        let address = address.to_canonical();
        let prefixes: &'static [u8] = match address {
            IpAddr::V4(_) => &[24, 32],
            IpAddr::V6(_) => &[48, 56, 64],
        };
        prefixes
            .iter()
            .map(move |length| Self(first_of(address, *length), *length))
    }

    /// The network of `address` with a prefix of this length, in IPv4 and IPv6.
    pub(crate) fn within(address: IpAddr, v4: u8, v6: u8) -> Self {
        let address = address.to_canonical();
        let length = if address.is_ipv4() { v4 } else { v6 };
        Self(first_of(address, length), length)
    }
}

impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.0, self.1)
    }
}

/// The first address of the network of `address` with a prefix of this length.
fn first_of(address: IpAddr, length: u8) -> IpAddr {
    match address {
        IpAddr::V4(v4) => {
            let mask = u32::MAX.checked_shl(32 - u32::from(length)).unwrap_or(0);
            IpAddr::V4(Ipv4Addr::from_bits(v4.to_bits() & mask))
        }
        IpAddr::V6(v6) => {
            let mask = u128::MAX.checked_shl(128 - u32::from(length)).unwrap_or(0);
            IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() & mask))
        }
    }
}

/// How much of a scarce resource is held, in total and by each of those who share it, which are networks unless
/// the type says otherwise.
#[derive(Debug)]
pub struct Shares<K = Network> {
    held: usize,
    held_by: HashMap<K, usize>,
}

impl<K> Default for Shares<K> {
    fn default() -> Self {
        Self {
            held: 0,
            held_by: HashMap::new(),
        }
    }
}

impl<K> Shares<K> {
    /// How much is held.
    pub const fn held(&self) -> usize {
        self.held
    }
}

impl<K: Copy + Eq + Hash> Shares<K> {
    /// Takes one for a client that belongs to all of `sharers`. Returns false if `most` are held, or as many by
    /// one of the sharers as `most_each` allows it, or as are free.
    ///
    /// Because of the last condition, several sharers together cannot take everything: if three of them flood,
    /// each has a quarter, and a quarter stays free for those who hold nothing. The limit falls as they take more
    /// (dynamic thresholds; Choudhury and Hahne, 1998).
    pub fn take(&mut self, sharers: &[K], most: usize, most_each: impl Fn(&K) -> usize) -> bool {
        let free = most.saturating_sub(self.held);
        let has_most = |sharer: &K| {
            let held = self.held_by.get(sharer);
            held.is_some_and(|held| *held >= most_each(sharer).min(free))
        };
        if free == 0 || sharers.iter().any(has_most) {
            return false;
        }
        self.held += 1;
        for sharer in sharers {
            *self.held_by.entry(*sharer).or_default() += 1;
        }
        true
    }

    /// Releases one that was taken for these.
    pub fn give_back(&mut self, sharers: &[K]) {
        self.held -= 1;
        for sharer in sharers {
            if let Some(held) = self.held_by.get_mut(sharer) {
                *held -= 1;
                if *held == 0 {
                    self.held_by.remove(sharer);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn around(address: &str) -> Vec<String> {
        Network::around(address.parse().unwrap())
            .map(|network| network.to_string())
            .collect()
    }

    #[test]
    fn an_address_is_in_networks_of_several_sizes() {
        assert_eq!(around("192.0.2.77"), ["192.0.2.0/24", "192.0.2.77/32"]);
        assert_eq!(
            around("::ffff:192.0.2.77"),
            ["192.0.2.0/24", "192.0.2.77/32"]
        );
        assert_eq!(
            around("2001:db8:1:ffff::1"),
            [
                "2001:db8:1::/48",
                "2001:db8:1:ff00::/56",
                "2001:db8:1:ffff::/64"
            ]
        );
    }

    #[test]
    fn neighbors_are_in_the_same_network() {
        let within =
            |address: &str, v4, v6| Network::within(address.parse().unwrap(), v4, v6).to_string();
        assert_eq!(within("203.0.113.77", 24, 48), "203.0.113.0/24");
        assert_eq!(within("::ffff:203.0.113.77", 16, 32), "203.0.0.0/16");
        assert_eq!(within("2001:db8:1:2::3", 24, 48), "2001:db8:1::/48");
    }

    #[test]
    fn no_network_holds_more_than_its_share() {
        let networks =
            |address: &str| -> Vec<Network> { Network::around(address.parse().unwrap()).collect() };
        let mut shares = Shares::default();
        let mut taken = Vec::new();
        for n in 0..9 {
            let one = networks(&format!("192.0.2.{n}"));
            if shares.take(&one, 8, |_| 3) {
                taken.push(one);
            }
        }
        assert_eq!(taken.len(), 3);
        for n in 0..5 {
            let other = networks(&format!("198.51.{n}.1"));
            assert!(shares.take(&other, 8, |_| 3), "{n}");
            taken.push(other);
        }
        assert!(!shares.take(&networks("203.0.113.1"), 8, |_| 3));
        for one in taken {
            shares.give_back(&one);
        }
        assert_eq!((shares.held(), shares.held_by.len()), (0, 0));
    }

    #[test]
    fn several_sharers_together_leave_room_for_another_one() {
        let (most, quarter) = (100, |_: &usize| 25);
        for floods in 1..most {
            let mut shares = Shares::default();
            for _ in 0..most {
                for flood in 0..floods {
                    shares.take(&[flood], most, quarter);
                }
            }
            assert!(shares.take(&[floods], most, quarter), "{floods}");
        }
    }
}
