//! Connects the LDAP server with the use cases.

mod admission;
mod directory;

pub use admission::PlacesByNetwork;
pub use directory::OrganizationsDirectory;
