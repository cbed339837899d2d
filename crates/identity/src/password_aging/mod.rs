//! Password aging: expiry dates, reminders, and the consequences of an expiry.
//!
//! The expiry is a date on the account. [`update_expiry()`] keeps it in step with the organization's
//! rules. Reading the account is therefore enough to know whether its password has expired, and nothing
//! has to run on the day itself. [`send_expiry_emails`] does what can happen a minute later: emails,
//! events, ending sessions.

mod compliance_deadline;
mod expired;
mod send_reminders;
mod update_expiry;

pub(crate) use compliance_deadline::compliance_deadline;
pub(crate) use expired::tell_expired;
pub use send_reminders::send_expiry_emails;
pub(crate) use update_expiry::update_expiry;
