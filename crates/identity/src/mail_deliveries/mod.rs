//! The mail delivery log, and what mails look like.

mod list;
mod previews;
mod send_test;

pub use list::list;
pub use previews::{preview_page, previews};
pub use send_test::send_test;

use contract::ids::MailId;
use contract::mail::{MailDelivery, MailState};
use entity::mail;
use rules::time::Timestamp;

/// A mail as the delivery log shows it.
fn show(row: mail::Model) -> MailDelivery {
    let moment = Timestamp::from_unix_millis;
    MailDelivery {
        id: MailId(row.id),
        // A state that this version does not know is not on its way any more.
        state: MailState::ALL
            .into_iter()
            .find(|state| state.as_str() == row.state)
            .unwrap_or(MailState::Failed),
        kind: row.kind,
        to: row.recipient,
        subject: row.subject,
        attempts: u32::try_from(row.attempts).unwrap_or_default(),
        last_error: row.last_error,
        created_at: moment(row.created_at),
        next_attempt_at: row.next_attempt_at.map(moment),
        sent_at: row.sent_at.map(moment),
    }
}
