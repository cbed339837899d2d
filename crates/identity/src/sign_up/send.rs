//! The worker that emails sign-ups. They are not in the outbox, because its emails belong to an
//! organization. The email is written when it is sent, so its content is not stored.

use std::time::Duration;

use async_trait::async_trait;
use entity::sign_up::{Column, Entity, Model};
use mail::{Accent, Envelope, MailAddress, Message, OneTimeLink, Outgoing, Transport, WebAddress};
use rules::email::EmailAddress;
use rules::links::SIGN_UP_LINK;
use rules::time::Timestamp;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::accounts::by_email_key;
use crate::addresses::Portal;
use crate::crypto::Token;
use crate::figures::MailOutcome;
use crate::outbox::{Deliveries, back_off, work};
use crate::{Context, Error};

/// How long a worker leases a sign-up. Longer than any delivery takes.
const LEASE: Duration = Duration::from_secs(5 * 60);
/// The name in the emails, because the organization does not exist yet.
const PRODUCT: &str = "Latchkey";

/// Emails the sign-ups that are due until `stop`, and then completes the running deliveries.
pub async fn run(context: Context, transport: Transport, stop: CancellationToken) {
    work(SignUps { context, transport }, stop).await;
}

/// The table of sign-ups.
#[derive(Clone)]
struct SignUps {
    context: Context,
    transport: Transport,
}

#[async_trait]
impl Deliveries for SignUps {
    type Item = Model;

    const NAME: &'static str = "sign-ups";
    const AT_ONCE: usize = 4;

    fn added(&self) -> &Notify {
        self.context.sign_up_waits()
    }

    async fn due(&self, most: u64, _: &[Uuid]) -> Result<Vec<Model>, Error> {
        let now = self.context.now();
        let due = Entity::find()
            .filter(Column::NextAttemptAt.lte(now))
            .filter(unleased(now))
            .order_by_asc(Column::NextAttemptAt)
            .limit(most)
            .all(self.context.database().read())
            .await?;
        Ok(due)
    }

    async fn lease(&self, sign_up: &Model) -> Result<bool, Error> {
        let now = self.context.now();
        let taken = Entity::update_many()
            .col_expr(Column::LeasedUntil, Expr::value(now.plus(LEASE)))
            .col_expr(Column::Attempts, Expr::col(Column::Attempts).add(1))
            .filter(Column::Id.eq(sign_up.id))
            .filter(Column::NextAttemptAt.is_not_null())
            .filter(unleased(now))
            .exec(self.context.database().write())
            .await?;
        Ok(taken.rows_affected == 1)
    }

    async fn attempt(self, sign_up: Model) -> Result<(), Error> {
        attempt(&self.context, &self.transport, &sign_up).await
    }
}

fn unleased(now: Timestamp) -> Condition {
    Condition::any()
        .add(Column::LeasedUntil.is_null())
        .add(Column::LeasedUntil.lte(now))
}

async fn attempt(context: &Context, transport: &Transport, sign_up: &Model) -> Result<(), Error> {
    let known = by_email_key(Portal::Admin, &sign_up.email_key)
        .one(context.database().read())
        .await?
        .is_some();
    // Also for a known address, whose link nobody gets: the work must not differ, because it delays the
    // requests of others.
    let link = issue(context, sign_up).await?;
    let message = if known {
        Message::OrganizationSignUpKnown
    } else {
        Message::OrganizationSignUp { link }
    };
    let outgoing = outgoing(context, sign_up, &message)?;
    let now = context.now();
    let next = match transport.deliver(&outgoing).await {
        Ok(_) => {
            context.figures().count_mail(MailOutcome::Sent);
            None
        }
        Err(error) => {
            let attempts = sign_up.attempts.saturating_add(1);
            let next = now.plus(back_off(attempts));
            let give_up = error.is_permanent() || next >= sign_up.expires_at;
            tracing::warn!(sign_up = %sign_up.id, attempts, give_up, reason = error.reason(), "a sign-up was not emailed");
            context.figures().count_mail(if give_up {
                MailOutcome::Failed
            } else {
                MailOutcome::Retried
            });
            (!give_up).then_some(next)
        }
    };
    Entity::update_many()
        .col_expr(Column::NextAttemptAt, Expr::value(next))
        .col_expr(Column::LeasedUntil, Expr::value(Option::<Timestamp>::None))
        .filter(is_unused(sign_up))
        .exec(context.database().write())
        .await?;
    Ok(())
}

/// Matches this sign-up unless it was used up since it was read.
fn is_unused(sign_up: &Model) -> Condition {
    Condition::all()
        .add(Column::Id.eq(sign_up.id))
        .add(Column::EmailKey.eq(sign_up.email_key.as_str()))
}

/// Makes the link of this attempt, and voids those of earlier ones and of earlier requests for the
/// address.
async fn issue(context: &Context, sign_up: &Model) -> Result<OneTimeLink, Error> {
    let token = Token::random()?;
    let tx = context.database().begin().await?;
    Entity::update_many()
        .col_expr(Column::TokenHash, Expr::value(Option::<Vec<u8>>::None))
        .filter(Column::EmailKey.eq(sign_up.email_key.as_str()))
        .exec(&tx)
        .await?;
    Entity::update_many()
        .col_expr(Column::TokenHash, Expr::value(token.hash().bytes()))
        .filter(is_unused(sign_up))
        .exec(&tx)
        .await?;
    tx.commit().await?;
    let valid_for = time::Duration::try_from(SIGN_UP_LINK)
        .map_err(|_| Error::internal("a lifetime is out of range"))?;
    let address = context.addresses().sign_up_link(&token);
    OneTimeLink::new(&address, sign_up.created_at.to_utc(), valid_for)
        .map_err(|_| Error::internal("the public address is not a web address"))
}

/// The email. It contains nothing that the person has typed: the address may belong to a stranger.
fn outgoing(context: &Context, sign_up: &Model, message: &Message) -> Result<Outgoing, Error> {
    let portal = context.addresses().home(Portal::Admin);
    let envelope = Envelope {
        organization: PRODUCT.to_owned(),
        recipient: None,
        contact: None,
        portal: WebAddress::parse(&portal)
            .map_err(|_| Error::internal("the public address is not a web address"))?,
        help: None,
        accent: Accent::default(),
        logo: None,
    };
    let content = message
        .render(&envelope)
        .map_err(|error| Error::internal(error.to_string()))?;
    let email = EmailAddress::parse(&sign_up.email);
    let text = email.as_ref().map_or(&*sign_up.email, EmailAddress::ascii);
    Ok(Outgoing {
        // Each attempt has another link, so it is another message.
        id: context.new_id(),
        written_at: context.now().to_utc(),
        to: MailAddress::parse(text).map_err(|_| Error::internal("not an email address"))?,
        content,
        logo: None,
    })
}
