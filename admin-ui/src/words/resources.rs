//! Settings: what networks and hosts have in common.

pub const WHO: &str = "Who has access";
pub const EVERYONE: &str = "All users";
pub const EVERYONE_HINT: &str = "Off by default: only the members of the groups that you choose have access. When on, every user of your organization has access, including those who join later.";
pub const GROUPS_MISSING: &str = "Choose at least one group, or all users";
pub const WHEN_BARRED: &str = "Locked and expired accounts";
pub const KEEP_LOCKED: &str = "Users who are locked automatically keep access";
pub const KEEP_LOCKED_HINT: &str = "Off by default. When on, they keep access even after too many failed attempts, or when MFA was not set up in time. Users whom an administrator has locked or suspended never have access.";
pub const KEEP_EXPIRED: &str = "Users whose password has expired keep access";
pub const KEEP_EXPIRED_HINT: &str = "Off by default. When on, they keep access even after the password has expired. Users whom an administrator has locked or suspended never have access.";
pub const NAME: &str = "Name";
pub const ACCESS: &str = "Access";
pub const ALL_USERS: &str = "All users";
pub const NOBODY: &str = "Nobody";
pub const LAST_USED: &str = "Last used";
pub const EDIT: &str = "Edit";
pub const DELETE: &str = "Delete";

/// What the table of networks or of hosts says, and its dialogs.
pub struct Table {
    pub label: &'static str,
    pub empty_title: &'static str,
    pub empty: &'static str,
    /// What the secret is called.
    pub secret: &'static str,
    /// That the secret is not shown again.
    pub secret_once: &'static str,
    pub replace: &'static str,
    pub replace_title: fn(&str) -> String,
    pub replace_body: &'static str,
    pub replaced: fn(&str) -> String,
    pub delete_body: fn(&str) -> String,
}

pub fn actions_for(name: &str) -> String {
    format!("Actions for {name}")
}

pub fn saved(name: &str) -> String {
    format!("{name} is saved")
}

pub fn delete_title(name: &str) -> String {
    format!("Delete {name}?")
}

pub fn deleted(name: &str) -> String {
    format!("{name} is deleted")
}

pub fn vlan_of(group: &str) -> String {
    format!("VLAN of {group}")
}

/// Who has access, in a table.
pub fn access(everyone: bool, groups: &[&str]) -> String {
    match (everyone, groups) {
        (true, _) => ALL_USERS.to_owned(),
        (false, []) => NOBODY.to_owned(),
        (false, groups) => groups.join(", "),
    }
}
