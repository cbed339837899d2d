//! MFA enrollment periods: a date on each account that is required to have a factor and has none.
//! From that date on the account is locked; nothing has to run on that date.

mod period;
mod send_reminders;

pub(crate) use period::{apply_requirement, apply_requirement_in};
pub use send_reminders::send_enrollment_emails;
