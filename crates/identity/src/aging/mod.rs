//! How long passwords last: the date of each, reminders before it, and what follows on it.
//!
//! An expiry is a date on the account, kept in step with the organization's rules by
//! [`date_anew`]: whoever reads an account sees at once whether its password has expired, and
//! nothing has to happen on the day itself. [`round`] does what may come a minute later: mails,
//! events, the end of sessions.

mod date;
mod emails;
mod expired;
mod policy;

pub(crate) use date::date_anew;
pub use emails::send_expiry_emails;
pub(crate) use expired::tell_expired;
pub(crate) use policy::{deadline_of, find_deadline};
