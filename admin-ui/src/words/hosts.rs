//! Settings: Linux hosts.

pub const TITLE: &str = "Linux hosts";
pub const LEAD: &str = "Linux hosts look up a user's SSH keys here at each sign-in. The documentation (docs/linux-hosts.md) has the configuration for sshd.";
pub const LABEL: &str = "Linux hosts";
pub const NEW: &str = "Create host";
pub const NAME: &str = "Name";
pub const NAME_HINT: &str =
    "Such as Build servers. Machines with the same users can share one entry.";
pub const NAME_MISSING: &str = "Enter a name";
pub const EMPTY_TITLE: &str = "No hosts";
pub const EMPTY: &str = "Create one for each host, or one for all hosts with the same users.";
pub const REPLACE: &str = "Replace key";
pub const REPLACE_BODY: &str = "The previous key stops working at once. Nobody can sign in with an SSH key until the host has the new one.";
pub const CREATED_TITLE: &str = "Your new host";
pub const KEY: &str = "Key";
pub const KEY_ONCE: &str =
    "Copy it now; it won't be shown again. Store it on the host in /etc/latchkey/host.key.";

pub fn replace_title(name: &str) -> String {
    format!("Replace the key of {name}?")
}

pub fn replaced(name: &str) -> String {
    format!("{name} has a new key")
}

pub fn delete_body(name: &str) -> String {
    format!("Nobody can sign in to {name} with an SSH key anymore. This cannot be undone.")
}
