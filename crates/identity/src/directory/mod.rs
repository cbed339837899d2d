//! The LDAP directory: what an LDAP server asks. It knows nothing of connections, and nothing is cached but
//! what [`bind()`] says: each operation reads from the database whether its caller is still authenticated, so a
//! suspension, a lock or a revocation takes effect with the next one, on every server.
//!
//! The entries of an organization are below its suffix:
//!
//! - `uid=NAME,ou=people,SUFFIX`: its users, except staged ones.
//! - `cn=NAME,ou=groups,SUFFIX`: its groups.
//! - `cn=NAME,ou=services,SUFFIX`: its bind users, each of which only sees itself.
//!
//! A bind user that reads for one application knows users as `uid=NAME,app=ID,ou=people,SUFFIX`, so that the
//! application authenticates them with a name that identifies the application.

mod asserted_names;
mod bind;
mod bind_person;
mod caller;
mod change_password;
mod check_access;
mod compare;
mod export_numbers;
mod failed;
mod find_caller;
mod import_numbers;
mod names;
mod posix;
mod refusal;
mod search;
mod tenant;

pub use bind::{BindAnswer, BindRequest, bind};
pub use caller::Caller;
pub use change_password::{PasswordChange, change_password};
pub(crate) use check_access::at_a_host;
pub use check_access::check_access;
pub use compare::{compare, naming_contexts, who_am_i};
pub use export_numbers::{ExportedNumber, ExportedNumbers};
pub use failed::Failed;
pub use import_numbers::import_numbers;
pub use search::{Found, MOST_ENTRIES, SearchRequest, search};

use std::iter;
use std::net::IpAddr;

use crate::actor::Client;

/// The client of a connection, for events and for its share of what is costly.
pub fn client(address: IpAddr) -> Client {
    Client::new(address.to_string(), "LDAP".to_owned(), iter::empty())
}
