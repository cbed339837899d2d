//! Groups of users.
//!
//! Changing the members of a group holds the user first and then the group, so two changes never
//! deadlock, and none is lost when the user or the group is deleted.

mod add_member;
mod change_members;
mod create;
mod delete;
mod export;
mod get;
mod held_group;
mod list;
mod remove_member;
mod show;
mod update;
mod write;

pub use add_member::add_member;
pub(crate) use add_member::perform as add_held_member;
pub use change_members::change_members;
pub use create::create;
pub use delete::delete;
pub use export::{ExportedGroup, export_for_operator};
pub use get::get;
pub use list::{list, of_user};
pub(crate) use remove_member::perform as remove_held_member;
pub use remove_member::remove_member;
pub(crate) use show::party;
pub use update::update;
pub(crate) use write::{NewGroup, insert, insert_member};
