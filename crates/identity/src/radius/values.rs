//! The values that an administrator gives a RADIUS client.

use std::net::IpAddr;

use contract::radius::AdmitGroup;
use entity::radius_client::Entity;

use crate::fields::Fields;
use crate::network::Network;
use crate::resources::validate_groups;

/// The largest number of a VLAN (IEEE 802.1Q).
const LAST_VLAN: u16 = 4094;
/// The longest text of a network.
const NETWORK: usize = 50;

/// Validates an address or a network.
pub(super) fn network(fields: &mut Fields, text: &str) -> Option<String> {
    let text = fields.line("network", text, NETWORK)?;
    let network = read(&text);
    if network.is_none() {
        let mend = "Enter an address such as 192.0.2.7, or a network such as 10.20.0.0/24";
        fields.refuse("network", "malformed", mend);
    }
    network
}

fn read(text: &str) -> Option<String> {
    let Some((address, length)) = text.split_once('/') else {
        let address: IpAddr = text.parse().ok()?;
        return Some(address.to_canonical().to_string());
    };
    let address: IpAddr = address.parse().ok()?;
    let most = if address.to_canonical().is_ipv4() {
        32
    } else {
        128
    };
    let length: u8 = length.parse().ok()?;
    (length <= most).then(|| Network::within(address, length, length).to_string())
}

/// Validates the number of a VLAN.
pub(super) fn vlan(fields: &mut Fields, vlan: Option<u16>) -> Option<i32> {
    check_vlan(fields, "vlan", vlan);
    vlan.map(i32::from)
}

/// Validates the groups that may connect. Whether they exist is checked in the transaction.
pub(super) fn groups(fields: &mut Fields, groups: &[AdmitGroup]) {
    validate_groups::<Entity>(fields, groups);
    for group in groups {
        check_vlan(fields, "groups", group.vlan);
    }
}

fn check_vlan(fields: &mut Fields, field: &str, vlan: Option<u16>) {
    if vlan.is_some_and(|vlan| !(1..=LAST_VLAN).contains(&vlan)) {
        let mend = format!("A VLAN has a number from 1 to {LAST_VLAN}");
        fields.refuse(field, "out_of_range", mend);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_is_written_in_one_way() {
        for (typed, stored) in [
            ("192.0.2.7", Some("192.0.2.7")),
            ("10.20.0.9/24", Some("10.20.0.0/24")),
            ("0.0.0.0/0", Some("0.0.0.0/0")),
            ("2001:DB8::1/64", Some("2001:db8::/64")),
            ("::ffff:192.0.2.7", Some("192.0.2.7")),
            ("10.20.0.0/33", None),
            ("::1/129", None),
            ("10.20.0/24", None),
            ("wifi.example.com", None),
            ("", None),
        ] {
            assert_eq!(read(typed).as_deref(), stored, "{typed}");
        }
    }
}
