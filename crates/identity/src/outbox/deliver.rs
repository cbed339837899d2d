use std::time::Duration;

use async_trait::async_trait;
use contract::events::EventAction;
use contract::ids::OrganizationId;
use contract::mail_deliveries::MailState;
use entity::{account, mail as row};
use mail::{DeliveryError, MailAddress, Outgoing, Rendered, Transport, shows_logo};
use rules::email::EmailAddress;
use rules::time::Timestamp;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, Condition, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::logo::logo_of;
use super::worker::{Deliveries, work};
use crate::actor::Party;
use crate::crypto::Seal;
use crate::events::{self, NewEvent};
use crate::figures::MailOutcome;
use crate::{Context, Error};

/// How long delivery is retried. Links do not live longer, so a later delivery would be useless.
pub const RETRY_FOR: Duration = Duration::from_secs(3 * 24 * 60 * 60);
/// How long a worker leases an email. Longer than any delivery takes.
const LEASE: Duration = Duration::from_secs(5 * 60);

/// Delivers due emails until `stop`, and then completes the running deliveries.
pub async fn run(context: Context, transport: Transport, stop: CancellationToken) {
    work(Emails { context, transport }, stop).await;
}

/// The table of emails.
#[derive(Clone)]
struct Emails {
    context: Context,
    transport: Transport,
}

#[async_trait]
impl Deliveries for Emails {
    type Item = row::Model;

    const NAME: &'static str = "emails";
    const AT_ONCE: usize = 8;

    fn added(&self) -> &Notify {
        self.context.mail_waits()
    }

    async fn due(&self, most: u64, _: &[Uuid]) -> Result<Vec<row::Model>, Error> {
        let now = self.context.now();
        let due = row::Entity::find()
            .filter(row::Column::State.eq(MailState::Queued))
            .filter(row::Column::NextAttemptAt.lte(now))
            .filter(unleased(now))
            .order_by_asc(row::Column::NextAttemptAt)
            .limit(most)
            .all(self.context.database().read())
            .await?;
        Ok(due)
    }

    async fn lease(&self, mail: &row::Model) -> Result<bool, Error> {
        let now = self.context.now();
        let taken = row::Entity::update_many()
            .col_expr(row::Column::LeasedUntil, Expr::value(now.plus(LEASE)))
            .col_expr(
                row::Column::Attempts,
                Expr::col(row::Column::Attempts).add(1),
            )
            .filter(row::Column::Id.eq(mail.id))
            .filter(row::Column::State.eq(MailState::Queued))
            .filter(unleased(now))
            .exec(self.context.database().write())
            .await?;
        Ok(taken.rows_affected == 1)
    }

    async fn attempt(self, mail: row::Model) -> Result<(), Error> {
        attempt(&self.context, &self.transport, mail).await
    }
}

fn unleased(now: Timestamp) -> Condition {
    Condition::any()
        .add(row::Column::LeasedUntil.is_null())
        .add(row::Column::LeasedUntil.lte(now))
}

async fn attempt(context: &Context, transport: &Transport, mail: row::Model) -> Result<(), Error> {
    let result = match open(context, &mail) {
        Ok(mut outgoing) => {
            if shows_logo(&outgoing.content.html) {
                outgoing.logo = logo_of(context.database().read(), mail.organization_id).await?;
            }
            transport.deliver(&outgoing).await.map(|_| ())
        }
        Err(reason) => Err(DeliveryError::Permanent { reason }),
    };
    let now = context.now();
    let attempts = mail.attempts + 1;
    let mut update = row::Entity::update_many()
        .filter(row::Column::Id.eq(mail.id))
        .col_expr(
            row::Column::LeasedUntil,
            Expr::value(Option::<Timestamp>::None),
        );
    let gone = Expr::value(Option::<Vec<u8>>::None);
    let mut given_up = None;
    match result {
        Ok(()) => {
            context.figures().count_mail(MailOutcome::Sent);
            update = update
                .col_expr(row::Column::State, Expr::value(MailState::Sent))
                .col_expr(row::Column::SentAt, Expr::value(now))
                .col_expr(
                    row::Column::NextAttemptAt,
                    Expr::value(Option::<Timestamp>::None),
                )
                .col_expr(row::Column::LastError, Expr::value(Option::<String>::None))
                .col_expr(row::Column::ContentEncrypted, gone);
        }
        Err(error) => {
            let next = now.plus(back_off(attempts));
            let created = mail.created_at;
            let give_up = error.is_permanent() || next > created.plus(RETRY_FOR);
            tracing::warn!(mail = %mail.id, kind = mail.kind, attempts, give_up, reason = error.reason(), "a mail was not delivered");
            context.figures().count_mail(if give_up {
                MailOutcome::Failed
            } else {
                MailOutcome::Retried
            });
            update = update.col_expr(row::Column::LastError, Expr::value(error.reason()));
            given_up = give_up.then(|| error.reason().to_owned());
            update = if give_up {
                update
                    .col_expr(row::Column::State, Expr::value(MailState::Failed))
                    .col_expr(
                        row::Column::NextAttemptAt,
                        Expr::value(Option::<Timestamp>::None),
                    )
                    .col_expr(row::Column::ContentEncrypted, gone)
            } else {
                update.col_expr(row::Column::NextAttemptAt, Expr::value(next))
            };
        }
    }
    let Some(reason) = given_up else {
        update.exec(context.database().write()).await?;
        return Ok(());
    };
    let tx = context.database().begin().await?;
    update.exec(&tx).await?;
    record_failure(context, &tx, &mail, &reason).await?;
    tx.commit().await?;
    Ok(())
}

/// Records that an email will not arrive: administrators who help the recipient need to see it.
async fn record_failure(
    context: &Context,
    tx: &DatabaseTransaction,
    mail: &row::Model,
    reason: &str,
) -> Result<(), Error> {
    let mut event = NewEvent::new(EventAction::MailFailed, Party::system())
        .failed()
        .with("kind", mail.kind.clone())
        .with("recipient", mail.recipient.clone())
        .with("error", reason);
    if let Some(id) = mail.account_id {
        let account = account::Entity::find_by_id(id).one(tx).await?;
        if let Some(account) = account {
            event = event.to(Party {
                kind: account.kind.into(),
                id: Some(account.id),
                name: account.name,
                email: Some(account.email),
            });
        }
    }
    events::record(context, tx, OrganizationId(mail.organization_id), event).await
}

/// The pause before the next attempt: 10 s, 20 s, 40 s, … up to an hour.
pub(crate) fn back_off(attempts: i32) -> Duration {
    let doublings = u32::try_from(attempts.clamp(1, 10) - 1).unwrap_or(0);
    Duration::from_secs(10 * 2_u64.pow(doublings)).min(Duration::from_secs(3600))
}

/// The address in the form that every mail server takes.
fn recipient(text: &str) -> Result<MailAddress, String> {
    let email = EmailAddress::parse(text);
    let text = email.as_ref().map_or(text, EmailAddress::ascii);
    MailAddress::parse(text).map_err(|_| "not an address".to_owned())
}

fn open(context: &Context, mail: &row::Model) -> Result<Outgoing, String> {
    let sealed = mail.content_encrypted.as_deref().unwrap_or_default();
    let content = context
        .master_key()
        .open(Seal::Mail(mail.id.as_bytes()), sealed)
        .map_err(|error| error.to_string())?;
    let (text, html) = serde_json::from_slice(&content).map_err(|_| "unreadable content")?;
    Ok(Outgoing {
        id: mail.id,
        written_at: mail.created_at.to_utc(),
        to: recipient(&mail.recipient)?,
        content: Rendered {
            subject: mail.subject.clone(),
            text,
            html,
        },
        logo: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_international_domain_is_delivered_in_its_ascii_form() {
        for (stored, sent) in [
            ("Max@Müller.de", "Max@xn--mller-kva.de"),
            ("ada@example.com", "ada@example.com"),
        ] {
            let address = recipient(stored).map(|address| address.as_str().to_owned());
            assert_eq!(address, Ok(sent.to_owned()));
        }
    }

    #[test]
    fn waits_longer_each_time_up_to_an_hour() {
        let waits: Vec<_> = (1..=12).map(|n| back_off(n).as_secs()).collect();
        assert_eq!(waits[..4], [10, 20, 40, 80]);
        assert!(waits.is_sorted());
        assert_eq!(waits[11], 3600);
    }
}
