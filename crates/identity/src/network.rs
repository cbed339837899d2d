//! The networks that an address belongs to. Whoever has one address of a network can usually use
//! all of them, so what is scarce is shared out by network and not by address.

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

#[cfg(test)]
mod tests {
    use super::*;

    fn around(address: &str) -> Vec<String> {
        Network::around(address.parse().unwrap())
            .map(|Network(first, length)| format!("{first}/{length}"))
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
}
