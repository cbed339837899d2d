//! Applications that users open, who they are open to, and the gate.
//!
//! Whoever opens an application holds the user and then shares a lock on the application. Whoever
//! changes who it is open to holds the user, if it is about one, and then locks the application alone.
//! So an application is never opened on an assignment that was just taken away.

mod access;
mod assign_group;
mod assign_user;
mod assigned;
mod assignment;
mod create;
mod delete;
mod end;
mod gate;
mod get;
mod held_application;
mod list;
mod mine;
mod of_user;
mod open;
mod pin;
mod show;
mod update;
mod values;

pub use access::{access, check_access};
pub(crate) use assign_group::insert_group;
pub use assign_group::{assign_group, unassign_group};
pub use assign_user::{assign_user, unassign_user};
pub use assigned::{groups, users};
pub use create::create;
pub(crate) use create::{NewApplication, insert};
pub use delete::delete;
pub use get::get;
pub use list::list;
pub use mine::mine;
pub use of_user::of_user;
pub use open::open;
pub use pin::{pin, unpin};
pub(crate) use show::party;
pub use update::update;
