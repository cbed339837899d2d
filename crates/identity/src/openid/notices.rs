//! Delivers notices of ended sessions (back-channel logout), as the outbox delivers email.

use std::sync::Arc;
use std::time::Duration;

use ::oidc::tokens::LogoutToken;
use async_trait::async_trait;
use entity::logout_notice::{Column, Entity, Model};
use entity::oidc_client;
use rules::time::Timestamp;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::crypto::Asker;
use crate::outbox::{Deliveries, Share, back_off, work};
use crate::{Context, Error, oidc_keys};

/// How long delivery is retried. Sessions of applications seldom last longer.
const RETRY_FOR: Duration = Duration::from_secs(24 * 60 * 60);
/// How long a worker leases a notice. Longer than any delivery takes.
const LEASE: Duration = Duration::from_secs(2 * 60);
/// The number of parallel deliveries to one application.
const OF_AN_APPLICATION: usize = 2;
/// The number of parallel deliveries to the applications of one organization.
const OF_AN_ORGANIZATION: usize = 8;
/// The maximum length of a stored error, in characters.
const LONGEST_ERROR: usize = 300;

/// Why a notice was not delivered.
#[derive(Clone, Debug)]
pub enum Undelivered {
    /// It is worth another attempt.
    Temporary(String),
    /// It is not.
    Permanent(String),
}

/// Sends notices over HTTP.
#[async_trait]
pub trait Notifier: Send + Sync {
    /// Posts a form to an address.
    ///
    /// # Errors
    /// If the application did not accept it.
    async fn post(&self, address: &str, form: String) -> Result<(), Undelivered>;
}

/// Delivers due notices until `stop`, and then completes the running deliveries.
pub async fn run(context: Context, notifier: Arc<dyn Notifier>, stop: CancellationToken) {
    work(Notices { context, notifier }, stop).await;
}

/// The table of notices.
#[derive(Clone)]
struct Notices {
    context: Context,
    notifier: Arc<dyn Notifier>,
}

#[async_trait]
impl Deliveries for Notices {
    type Item = Model;

    const NAME: &'static str = "notices of ended sessions";
    const AT_ONCE: usize = 16;

    fn added(&self) -> &Notify {
        self.context.notice_waits()
    }

    fn shares(notice: &Model) -> Vec<Share> {
        let application = (notice.application_id, OF_AN_APPLICATION);
        let organization = (notice.organization_id, OF_AN_ORGANIZATION);
        let shares = [application, organization].into_iter();
        shares.map(|(of, most)| Share { of, most }).collect()
    }

    async fn due(&self, most: u64, full: &[Uuid]) -> Result<Vec<Model>, Error> {
        let now = self.context.now();
        let due = Entity::find()
            .filter(Column::NextAttemptAt.lte(now))
            .filter(unleased(now))
            .filter(Column::ApplicationId.is_not_in(full.iter().copied()))
            .filter(Column::OrganizationId.is_not_in(full.iter().copied()))
            .order_by_asc(Column::NextAttemptAt)
            .limit(most)
            .all(self.context.database().read())
            .await?;
        Ok(due)
    }

    async fn lease(&self, notice: &Model) -> Result<bool, Error> {
        let now = self.context.now();
        let taken = Entity::update_many()
            .col_expr(Column::LeasedUntil, Expr::value(now.plus(LEASE)))
            .col_expr(Column::Attempts, Expr::col(Column::Attempts).add(1))
            .filter(Column::Id.eq(notice.id))
            .filter(Column::NextAttemptAt.is_not_null())
            .filter(unleased(now))
            .exec(self.context.database().write())
            .await?;
        Ok(taken.rows_affected == 1)
    }

    async fn attempt(self, notice: Model) -> Result<(), Error> {
        attempt(&self.context, &*self.notifier, notice).await
    }
}

fn unleased(now: Timestamp) -> Condition {
    Condition::any()
        .add(Column::LeasedUntil.is_null())
        .add(Column::LeasedUntil.lte(now))
}

async fn attempt(context: &Context, notifier: &dyn Notifier, notice: Model) -> Result<(), Error> {
    let sent = send(context, notifier, &notice).await?;
    let now = context.now();
    let never = || Expr::value(Option::<Timestamp>::None);
    let mut update = Entity::update_many()
        .filter(Column::Id.eq(notice.id))
        .col_expr(Column::LeasedUntil, never());
    update = match sent {
        Ok(()) => update
            .col_expr(Column::DeliveredAt, Expr::value(now))
            .col_expr(Column::NextAttemptAt, never())
            .col_expr(Column::LastError, Expr::value(Option::<String>::None)),
        Err(undelivered) => {
            let attempts = notice.attempts + 1;
            let next = now.plus(back_off(attempts));
            let (give_up, reason) = match undelivered {
                Undelivered::Permanent(reason) => (true, reason),
                Undelivered::Temporary(reason) => {
                    (next > notice.created_at.plus(RETRY_FOR), reason)
                }
            };
            tracing::warn!(notice = %notice.id, application = %notice.application_id, attempts, give_up, reason, "a notice of an ended session was not delivered");
            let reason: String = reason.chars().take(LONGEST_ERROR).collect();
            let next = (!give_up).then_some(next);
            update
                .col_expr(Column::LastError, Expr::value(reason))
                .col_expr(Column::NextAttemptAt, Expr::value(next))
        }
    };
    update.exec(context.database().write()).await?;
    Ok(())
}

/// Signs and sends a notice. Uses the current address and key, or the last ones of an application that
/// was deleted.
async fn send(
    context: &Context,
    notifier: &dyn Notifier,
    notice: &Model,
) -> Result<Result<(), Undelivered>, Error> {
    let client = oidc_client::Entity::find_by_id(notice.application_id)
        .one(context.database().read())
        .await?;
    let address = match client {
        None => Some((notice.address.clone(), notice.algorithm)),
        Some(client) => {
            let address = client.backchannel_logout_uri;
            address.map(|address| (address, client.algorithm))
        }
    };
    let Some((address, algorithm)) = address else {
        let reason = "the application no longer has an address for notices";
        return Ok(Err(Undelivered::Permanent(reason.to_owned())));
    };
    let key = match oidc_keys::signing(context, algorithm).await {
        Ok(key) => key,
        Err(Error::Refused(_, reason)) => {
            return Ok(Err(Undelivered::Temporary(reason.to_owned())));
        }
        Err(error) => return Err(error),
    };
    let token = (context.clone(), notice.clone());
    let sign = move || {
        let (context, notice) = token;
        LogoutToken {
            issuer: context.addresses().issuer(),
            client_id: &notice.application_id.to_string(),
            subject: &notice.subject,
            session_id: &notice.application_session_id.to_string(),
            id: &notice.id.to_string(),
            issued_at: context.now(),
        }
        .sign(&key)
    };
    // With RSA this takes a while.
    let mut place = match context.hasher().place(Asker::default()) {
        Ok(place) => place,
        Err(full) => return Ok(Err(Undelivered::Temporary(full.to_string()))),
    };
    let signed = place.compute(sign).await?;
    // The application may take its time.
    drop(place);
    let signed = signed.map_err(|error| Error::internal(error.to_string()))?;
    Ok(notifier.post(&address, LogoutToken::body(&signed)).await)
}
