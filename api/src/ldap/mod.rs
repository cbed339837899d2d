//! Connects the LDAP server with the use cases.

mod admission;
mod directory;
mod switch;

pub use admission::PlacesByNetwork;
pub use directory::OrganizationsDirectory;
pub use switch::LdapSwitch;
