//! The email delivery log, and previews of emails.

mod list;
mod of_account;
mod previews;
mod send_test;

pub use list::list;
pub(crate) use of_account::of_account;
pub(crate) use previews::{preview_in, samples};
pub use previews::{preview_page, previews};
pub(crate) use send_test::delivery;
pub use send_test::send_test;

use contract::ids::MailId;
use contract::mail_deliveries::MailDelivery;
use entity::mail;

/// Builds the API's representation of a delivery.
fn show(row: mail::Model) -> MailDelivery {
    MailDelivery {
        id: MailId(row.id),
        state: row.state,
        kind: row.kind,
        to: row.recipient,
        subject: row.subject,
        attempts: u32::try_from(row.attempts).unwrap_or_default(),
        last_error: row.last_error,
        created_at: row.created_at,
        next_attempt_at: row.next_attempt_at,
        sent_at: row.sent_at,
    }
}
