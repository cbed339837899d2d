//! Settings: the LDAP directory.

use rules::directory::DirectoryPolicy;

use super::count;

pub const TITLE: &str = "LDAP directory";
pub const LEAD: &str = "Applications, storage and Linux hosts use LDAP to look up users and groups, and to verify passwords. Owners are emailed when a change gives more access.";
pub const ENABLED: &str = "Enable the LDAP directory";
pub const ENABLED_HINT: &str =
    "Off by default. When off, nobody can authenticate or search, even on open connections.";
pub const SERVER_ANSWERS: &str = "Ask the operator of the server for the address, such as ldaps://ldap.example.com:3636. The documentation (docs/ldap-server.md) has settings for common applications.";
pub const SERVER_REFUSES: &str = "LDAP is off on this server, so no client can connect yet. Ask the operator of the server to turn it on; the documentation (docs/ldap-server.md) has the steps.";
pub const SUFFIX: &str = "Suffix";
pub const SUFFIX_HINT: &str = "The base DN of all entries. Usually your domain, with dc= before each part, such as dc=example,dc=com. If you migrate from another directory, enter its suffix, so that applications keep their settings.";
pub const A_USER: &str = "A user";
pub const A_USER_NAME: &str = "uid=ada,ou=people";
pub const A_GROUP: &str = "A group";
pub const A_GROUP_NAME: &str = "cn=Engineering,ou=groups";
pub const A_BIND_USER: &str = "A bind user";
pub const A_BIND_USER_NAME: &str = "cn=nextcloud,ou=services";
pub const ACCOUNT_PASSWORDS: &str = "Account passwords work";
pub const ACCOUNT_PASSWORDS_HINT: &str = "On by default, for users who do not need MFA. When off, everyone needs an application password.";
pub const EXPIRED_CHANGES: &str = "Expired passwords can be replaced through LDAP";
pub const EXPIRED_CHANGES_HINT: &str = "On by default: a Linux host, for example, prompts for a new password when the password is expired or temporary. When off, users must replace such a password in the User Portal before they can sign in to a host. Users who need MFA always must.";
pub const POSIX: &str = "Users and groups also exist on Linux";
pub const POSIX_HINT: &str = "Off by default. When on, each user and group gets a permanent number (UID or GID) when it is first read. If they already have numbers on your hosts, import those first.";
pub const FIRST_UID: &str = "First user number";
pub const LAST_UID: &str = "Last user number";
pub const FIRST_GID: &str = "First group number";
pub const LAST_GID: &str = "Last group number";
pub const RANGES_HINT: &str = "From 1000 to 2147483646. Numbers are never reused. When a range is used up, new users and groups do not exist on Linux until you extend it.";
pub const SWITCHED_OFF: &str = "Once you save, every LDAP client loses access.";
pub const SUFFIX_CHANGED: &str = "Once you save, applications that use the previous suffix lose access until you enter the new one there.";
pub const POSIX_OFF: &str = "Once you save, Linux hosts no longer know the users and groups of the directory, so nobody can sign in there with an account of the directory. Their numbers are kept.";
pub const IMPORT_TITLE: &str = "Numbers from another directory";
pub const IMPORT_LEAD: &str = "Keeps the numbers that users and groups already have on Linux hosts, so that files keep their owners. Either all lines are imported or none.";
pub const IMPORT: &str = "Import numbers";
pub const NUMBERS: &str = "Lines to import";
pub const NUMBERS_HINT: &str = "At most 1000 lines, such as user,ada,5001,5001 with the numbers of the user and of the user's own group, or group,Engineering,5100.";
pub const NUMBERS_MISSING: &str = "Enter a line such as user,ada,5001,5001";
pub const CHOOSE_FILE: &str = "Choose file";
pub const DROP_FILE: &str = "or drop a CSV file here";
pub const FILE_TOO_LARGE: &str = "Choose a file of at most 256 KB";
pub const FILE_UNREADABLE: &str = "The browser could not read this file";
pub const NOTHING_IMPORTED: &str = "Nothing was imported. Correct these lines and try again:";
pub const MALFORMED: &str = "Write user,NAME,USER NUMBER,GROUP NUMBER or group,NAME,NUMBER";
pub const TOO_MANY: &str = "Import at most 1000 lines at once";

/// What is saved.
pub fn current(policy: &DirectoryPolicy) -> String {
    if !policy.enabled {
        return "LDAP is off: every client is refused.".to_owned();
    }
    let passwords = if policy.account_passwords {
        "Account passwords and application passwords work."
    } else {
        "Only application passwords work."
    };
    let posix = if policy.posix {
        " Users and groups also exist on Linux."
    } else {
        ""
    };
    let suffix = &policy.suffix;
    format!("LDAP is on, with the suffix {suffix}. {passwords}{posix}")
}

pub fn imported(lines: usize, given: u64) -> String {
    let lines = count(lines as u64, "line is", "lines are");
    let numbers = count(given, "number is new", "numbers are new");
    format!("{lines} imported. {numbers}.")
}

pub fn line(line: usize, name: &str, mend: &str) -> String {
    if name.is_empty() {
        format!("Line {line}: {mend}")
    } else {
        format!("Line {line}, {name}: {mend}")
    }
}

pub fn more_lines(more: usize) -> String {
    format!("And {}.", count(more as u64, "other line", "other lines"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_saved_state_is_told() {
        let mut policy = DirectoryPolicy::default();
        let off = "LDAP is off: every client is refused.";
        assert_eq!(current(&policy), off);
        policy.enabled = true;
        policy.posix = true;
        policy.account_passwords = false;
        "dc=example,dc=com".clone_into(&mut policy.suffix);
        let on = "LDAP is on, with the suffix dc=example,dc=com. Only application passwords work. \
                  Users and groups also exist on Linux.";
        assert_eq!(current(&policy), on);
    }
}
