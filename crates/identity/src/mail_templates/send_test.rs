use contract::events::EventAction;
use contract::ids::MailId;
use contract::mail_deliveries::MailDelivery;
use contract::mail_templates::MailWords;
use mail::MessageKind;

use super::check::check;
use super::find::sample;
use crate::accounts::HeldAccount;
use crate::addresses::Portal;
use crate::idempotency::{Create, Once, claim};
use crate::mail_deliveries::delivery;
use crate::outbox::{as_words, enqueue_rendered, envelope};
use crate::permitted::{MailTest, Permitted};
use crate::{Context, Error};

/// Sends a kind of email in these words to the calling administrator, and to nobody else, with sample
/// data and inactive links. A second call with the same `idempotency_key` (kept for a day) sends no other
/// email. Nothing is saved. Requires a person with `organization:write`.
///
/// # Errors
/// `invalid-fields`, `not-found`, `idempotency-conflict`, `forbidden`.
pub async fn send_test(
    context: &Context,
    principal: &Permitted<MailTest>,
    kind: &str,
    words: &MailWords,
    idempotency_key: Option<&str>,
) -> Result<Once<MailDelivery>, Error> {
    let asking = principal.person()?;
    let message = sample(context, kind)?;
    let words = check(&message, words)?;
    let organization = asking.organization;
    let held = HeldAccount::begin(context, organization, Portal::Admin, asking.account).await?;
    let account = &held.account;
    let name = Some(account.name.as_str());
    let envelope = envelope(context, &held.organization, Portal::User, name)?;
    let rendered = message
        .render_in(&envelope, Some(&as_words(&words)))
        .map_err(|error| Error::internal(error.to_string()))?;
    // In the delivery log, it is a test: nobody was activated or locked.
    let test = (MessageKind::TestMessage, rendered);
    let id = enqueue_rendered(context, held.tx(), account, &account.email, test).await?;
    let once = Create {
        by: principal,
        operation: "test_mail_template",
        key: idempotency_key,
        request: &(kind, &words),
    };
    if let Some(first) = claim(context, held.tx(), once, id.0).await? {
        // Dropping the transaction discards the email just enqueued.
        let first = delivery(held.tx(), organization, MailId(first)).await?;
        return Ok(Once::replay(first));
    }
    let event = principal.event(EventAction::MailTestSent);
    held.record_without_target(event.with("kind", kind)).await?;
    let mail = delivery(held.tx(), organization, id).await?;
    held.commit().await?;
    Ok(Once::done(mail))
}
