//! Settings: Linux hosts.

use super::resources::Table;

pub const TITLE: &str = "Linux hosts";
pub const LEAD: &str = "Choose who may sign in to your Linux hosts, with SSH keys and passwords. To configure a host, follow docs/linux-hosts.md.";
pub const NEW: &str = "Create host";
pub const NAME_HINT: &str = "Such as Build servers. Machines with the same users can share one entry. The SSSD filter on the host uses this name, so change both together.";
pub const NAME_MISSING: &str = "Enter a name";
pub const CREATED_TITLE: &str = "Your new host";
pub const KEY: &str = "Key";
pub const KEY_ONCE: &str =
    "Copy it now; it won't be shown again. Store it on the host in /etc/latchkey/host.key.";

pub const TABLE: Table = Table {
    label: "Linux hosts",
    empty_title: "No hosts",
    empty: "Create one for each host, or one for all hosts with the same users.",
    secret: KEY,
    secret_once: KEY_ONCE,
    replace: "Replace key",
    replace_title: |name| format!("Replace the key of {name}?"),
    replace_body: "The previous key stops working at once. Nobody can sign in with an SSH key until the host has the new one.",
    replaced: |name| format!("{name} has a new key"),
    delete_body: |name| {
        format!(
            "Nobody can sign in to {name} with an SSH key anymore. If SSSD filters by this name, passwords stop working too. This cannot be undone."
        )
    },
};
