//! Password aging: expiry dates, reminders, and the consequences of an expiry.
//!
//! The expiry is a date on the account. [`date_anew`] keeps it in step with the organization's rules.
//! Reading the account is therefore enough to know whether its password has expired, and nothing has to
//! run on the day itself. [`send_expiry_emails`] does what can happen a minute later: emails, events,
//! ending sessions.

mod date;
mod emails;
mod expired;
mod policy;

pub(crate) use date::date_anew;
pub use emails::send_expiry_emails;
pub(crate) use expired::tell_expired;
pub(crate) use policy::deadline_of;
