//! The LDAP directory of an organization: its settings, who may authenticate, and the numbers that
//! accounts and groups have on Unix.

mod bind;
mod numbers;
mod password_change;
mod policy;

pub use bind::{BindFacts, BindRefusal, EXPIRY_WARNING, may_bind};
pub use numbers::{LARGEST_NUMBER, NumberRange, SMALLEST_NUMBER};
pub use password_change::{ChangeRefusal, may_change_password};
pub use policy::{DirectoryPolicy, LONGEST_SUFFIX};

/// The number of bind users that an organization can have.
pub const MOST_BIND_USERS: u64 = 100;

crate::named_values! {
    /// What a bind user may read.
    #[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
    #[cfg_attr(feature = "openapi", schema(example = "everybody"))]
    pub enum BindUserScope {
        /// All users and groups.
        Everybody = "everybody",
        /// The users to whom one application is open, and the groups that it is assigned to.
        Application = "application",
    }
}

crate::named_values! {
    /// The kinds of numbers that users and groups have on Unix.
    pub enum PosixKind {
        /// The number of a user.
        User = "uid",
        /// The number of a group, or of the own group of a user.
        Group = "gid",
    }
}
