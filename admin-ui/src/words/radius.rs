//! Settings: network access.

use super::resources::Table;

pub const TITLE: &str = "Network access";
pub const LEAD: &str = "Access points and VPNs check through FreeRADIUS who may connect. The documentation (docs/network-access.md) has the configuration.";
pub const NEW: &str = "Create RADIUS client";
pub const NAME_HINT: &str = "Such as Wi-Fi, headquarters";
pub const NAME_MISSING: &str = "Enter a name";
pub const NETWORK: &str = "Address or network";
pub const NETWORK_HINT: &str = "Of the access point or VPN, such as 192.0.2.7 or 10.20.0.0/24. Enter the same address in clients.conf of FreeRADIUS.";
pub const NETWORK_MISSING: &str = "Enter an address, such as 192.0.2.7 or 10.20.0.0/24";
pub const VLAN: &str = "VLAN";
pub const VLAN_HINT: &str =
    "For users whose group has no VLAN. Leave blank to let the access point decide.";
pub const VLAN_WRONG: &str = "Enter a VLAN from 1 to 4094";
pub const CREATED_TITLE: &str = "Your new RADIUS client";
pub const SECRET: &str = "Secret";
pub const SECRET_ONCE: &str = "Copy it now; it won't be shown again. Enter it in the access point or VPN, and in clients.conf of FreeRADIUS.";

pub const TABLE: Table = Table {
    label: "RADIUS clients",
    empty_title: "No RADIUS clients",
    empty: "Create one for each Wi-Fi network or VPN that users sign in to with their account.",
    secret: SECRET,
    secret_once: SECRET_ONCE,
    replace: "Replace secret",
    replace_title: |name| format!("Replace the secret of {name}?"),
    replace_body: "The previous secret stops working at once. Nobody can connect until the access point and FreeRADIUS have the new one.",
    replaced: |name| format!("{name} has a new secret"),
    delete_body: |name| {
        format!("Nobody can connect through {name} anymore. This cannot be undone.")
    },
};
