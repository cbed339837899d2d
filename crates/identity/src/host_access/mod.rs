//! Who may sign in to a Linux host. The lookup of SSH keys asks about one host, and the LDAP directory publishes the
//! hosts of each user, by which a host decides about passwords and `sudo`.

mod may_sign_in;
mod published;

pub(crate) use may_sign_in::may_sign_in;
pub(crate) use published::{Admitted, PublishedHosts, may_sign_in_to_same_named, members_admitted};
