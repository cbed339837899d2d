use contract::profile::Profile;
use entity::account;
use ldap::entry::Entry;
use ldap::time;
use rules::email::EmailAddress;
use rules::resource::may_use_under;
use rules::time::Timestamp;

use super::people::{CLASSES, POSIX_CLASSES};
use crate::accounts::facts;
use crate::directory::posix::{Numbers, is_number};
use crate::directory::tenant::Tenant;

/// The shell of a Unix account.
const SHELL: &str = "/bin/bash";

/// What the entry of a user is built from.
pub(super) struct Person {
    pub account: account::Model,
    pub profile: Profile,
    /// The names of the groups.
    pub groups: Vec<String>,
    pub numbers: Numbers,
    /// The public SSH keys.
    pub keys: Vec<String>,
    /// The names of the Linux hosts that the user may sign in to, if they were read.
    pub hosts: Vec<String>,
}

/// The entry of a user. It has nothing that only the user and administrators know, such as a private phone or an
/// email that is not verified.
pub(super) fn entry(tenant: &Tenant, person: &Person, now: Timestamp) -> Entry {
    let Person {
        account, profile, ..
    } = person;
    let email = (!account.email_unverified).then(|| EmailAddress::parse(&account.email).ok());
    let email = email.flatten().map(|email| email.ascii().to_owned());
    let surname = profile.last_name.as_deref().unwrap_or(&account.username);
    let address = profile.work_address.as_ref();
    let part = |part: &str| Some(part.to_owned()).filter(|part| !part.is_empty());
    let groups = person
        .groups
        .iter()
        .map(|name| tenant.group(name).to_string());
    let policy = tenant.policy().resource();
    let is_locked = may_use_under(policy, account.state, &facts(account), now).is_err();
    let entry = Entry::new(tenant.person(&account.username))
        .with("objectClass", CLASSES)
        .with("structuralObjectClass", ["inetOrgPerson"])
        .with("uid", [account.username.as_str()])
        .with("cn", [account.name.as_str()])
        .with("sn", [surname])
        .with("displayName", [account.name.as_str()])
        .with("givenName", profile.first_name.clone())
        .with("mail", email)
        .with("title", profile.job_title.clone())
        .with("departmentNumber", profile.department.clone())
        .with("employeeNumber", profile.employee_number.clone())
        .with("employeeType", profile.employee_type.clone())
        .with("o", profile.company.clone())
        .with("physicalDeliveryOfficeName", profile.location.clone())
        .with("telephoneNumber", profile.work_phone.clone())
        .with("mobile", profile.work_mobile_phone.clone())
        .with("l", address.and_then(|it| part(&it.locality)))
        .with("st", address.and_then(|it| part(&it.region)))
        .with("postalCode", address.and_then(|it| part(&it.postal_code)))
        .with("memberOf", groups)
        .with("entryUUID", [account.id.to_string()])
        .with("createTimestamp", [time::write(account.created_at)])
        .with("modifyTimestamp", [time::write(account.updated_at)])
        .with("pwdChangedTime", account.password_set_at.map(time::write))
        .with("nsAccountLock", [if is_locked { "TRUE" } else { "FALSE" }])
        .with("hasSubordinates", ["FALSE"]);
    posix(entry, person)
}

/// The entry with what makes it a Unix account, if it has its numbers.
fn posix(entry: Entry, person: &Person) -> Entry {
    let account = &person.account;
    let (Some(uid), Some(gid)) = (person.numbers.uid, person.numbers.gid) else {
        return entry;
    };
    // Fields of the file of users are separated by colons and commas.
    let is_plain = |c: char| c.is_ascii() && !c.is_ascii_control() && !":,".contains(c);
    let gecos = Some(account.name.as_str()).filter(|name| name.chars().all(is_plain));
    let username = account.username_key.as_str();
    if is_number(username) {
        return entry;
    }
    entry
        .with("objectClass", POSIX_CLASSES)
        .with("uidNumber", [uid.to_string()])
        .with("gidNumber", [gid.to_string()])
        .with("homeDirectory", [["", "home", username].join("/")])
        .with("loginShell", [SHELL])
        .with("gecos", gecos)
        .with("sshPublicKey", person.keys.iter().map(String::as_str))
        .with("host", person.hosts.iter().map(String::as_str))
}
