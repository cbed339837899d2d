//! Administrators: a separate kind of account with a role. An organization always keeps an owner
//! who can sign in, and nobody can grant more permissions than they hold.

mod activate;
mod export;
mod extend_enrollment;
mod get;
mod guard;
mod invite;
mod list;
mod load;
mod remove;
mod resend_invitation;
mod reset_factors;
mod reset_link;
mod send_password_reset;
mod suspend;
mod tell_owners;
mod unlock;
mod update;
mod write;

pub use activate::activate;
pub use export::ExportedAdministrators;
pub use extend_enrollment::extend_enrollment;
pub use get::get;
pub use invite::invite;
pub use list::list;
pub use remove::remove;
pub use resend_invitation::resend_invitation;
pub use reset_factors::reset_factors;
pub use reset_link::{reset_factors_for_operator, reset_link_for_operator};
pub use send_password_reset::send_password_reset;
pub use suspend::suspend;
pub use unlock::unlock;
pub use update::update;
pub(crate) use write::{NewAdministrator, insert};
