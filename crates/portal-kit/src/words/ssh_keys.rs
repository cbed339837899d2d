//! SSH keys.

pub const TITLE: &str = "SSH keys";
pub const LEAD: &str = "Public keys that hosts of your organization can accept instead of your password. Only add a key if nobody else has its private key.";
pub const LEAD_OF_USER: &str =
    "Public keys that hosts can accept from this user. The user gets an email about each change.";
pub const NONE: &str = "No SSH keys.";
pub const ADD: &str = "Add an SSH key";
pub const KEY: &str = "Public key";
pub const KEY_HINT: &str =
    "The content of the file that ends in .pub, such as id_ed25519.pub: one line.";
pub const KEY_MISSING: &str = "Paste a public key, or choose its file";
pub const CHOOSE_FILE: &str = "Choose file";
pub const DROP: &str = "or drop it here. Choose the file that ends in .pub.";
pub const TOO_LARGE: &str = "This file is too large for a public key";
pub const UNREADABLE: &str = "This file can't be read";
pub const NAME: &str = "Name";
pub const NAME_HINT: &str = "To tell your keys apart. Leave blank to use the comment of the key.";
pub const SAVE: &str = "Add key";
pub const CANCEL: &str = "Cancel";
pub const ADDED: &str = "The SSH key is added";
pub const REMOVE: &str = "Remove";
pub const REMOVED: &str = "The SSH key is removed";
pub const ALREADY_REMOVED: &str = "The SSH key was already removed";
pub const REMOVE_BODY: &str =
    "Hosts no longer accept it for new connections. Connections that are open stay open.";
pub const ADDED_AT: &str = "Added";
pub const LAST_USED: &str = "Last used";

/// The type and size of a key.
pub fn kind(label: &str, bits: u32) -> String {
    format!("{label}, {bits} bits")
}

/// The button, for screen readers.
pub fn remove_key(name: &str) -> String {
    format!("Remove the SSH key {name}")
}

pub fn remove_title(name: &str) -> String {
    format!("Remove the SSH key “{name}”?")
}
