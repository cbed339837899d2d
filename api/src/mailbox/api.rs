use actix_web::get;
use actix_web::web::{Data, Json};
use mail::DevelopmentMailbox;

use super::view::MailView;

/// All emails, newest first, for tests.
#[get("/dev/mailbox.json")]
pub async fn json(mailbox: Data<DevelopmentMailbox>) -> Json<Vec<MailView>> {
    Json(
        mailbox
            .list()
            .iter()
            .map(|mail| MailView::from(&**mail))
            .collect(),
    )
}
