//! The worker that sends what is due.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use entity::organization::suspended;
use entity::webhook;
use entity::webhook_delivery::{Column, Entity, Model};
use rules::time::Timestamp;
use rules::webhook::WebhookDeliveryState;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Select,
};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::attempt::attempt;
use super::send::Sender;
use crate::outbox::{Deliveries, Share, work};
use crate::{Context, Error};

/// How long a worker leases a delivery. Longer than any delivery takes.
const LEASE: Duration = Duration::from_secs(30);
/// The number of parallel deliveries to one webhook.
const OF_A_WEBHOOK: usize = 4;
/// The number of parallel deliveries to the webhooks of one organization.
const OF_AN_ORGANIZATION: usize = 8;

/// The number of parallel deliveries to webhooks that fail, of all organizations together. Receivers that
/// never answer would otherwise take all places.
const TO_FAILING: usize = 16;
/// The share of the webhooks that fail: no webhook and no organization has this identifier.
const FAILING: Uuid = Uuid::nil();

/// Sends due deliveries until `stop`, and then completes the running ones.
pub async fn run(context: Context, sender: Arc<dyn Sender>, stop: CancellationToken) {
    work(Webhooks { context, sender }, stop).await;
}

/// The table of deliveries.
#[derive(Clone)]
struct Webhooks {
    context: Context,
    sender: Arc<dyn Sender>,
}

/// A delivery that is due.
struct Due {
    delivery: Model,
    /// Whether the last attempt at its webhook failed.
    is_failing: bool,
}

#[async_trait]
impl Deliveries for Webhooks {
    type Item = Due;

    const NAME: &'static str = "webhooks";
    const AT_ONCE: usize = 32;

    fn added(&self) -> &Notify {
        self.context.webhook_waits()
    }

    fn shares(due: &Due) -> Vec<Share> {
        let webhook = (due.delivery.webhook_id, OF_A_WEBHOOK);
        let organization = (due.delivery.organization_id, OF_AN_ORGANIZATION);
        let failing = due.is_failing.then_some((FAILING, TO_FAILING));
        let shares = [webhook, organization].into_iter().chain(failing);
        shares.map(|(of, most)| Share { of, most }).collect()
    }

    async fn due(&self, most: u64, full: &[Uuid]) -> Result<Vec<Due>, Error> {
        let now = self.context.now();
        let read = self.context.database().read();
        let mut due = Entity::find()
            .filter(Column::State.eq(WebhookDeliveryState::Queued))
            .filter(Column::NextAttemptAt.lte(now))
            .filter(unleased(now))
            .filter(Column::WebhookId.is_not_in(full.iter().copied()))
            .filter(Column::OrganizationId.is_not_in(full.iter().copied()))
            .filter(Column::OrganizationId.not_in_subquery(suspended()))
            .filter(is_first());
        if full.contains(&FAILING) {
            let failing = failing().into_query();
            due = due.filter(Column::WebhookId.not_in_subquery(failing));
        }
        let due = due.order_by_asc(Column::NextAttemptAt).limit(most);
        let due = due.all(read).await?;
        if due.is_empty() {
            return Ok(Vec::new());
        }
        let webhooks = due.iter().map(|delivery| delivery.webhook_id);
        let failing: Vec<Uuid> = failing()
            .filter(webhook::Column::Id.is_in(webhooks))
            .into_tuple()
            .all(read)
            .await?;
        let due = due.into_iter().map(|delivery| Due {
            is_failing: failing.contains(&delivery.webhook_id),
            delivery,
        });
        Ok(due.collect())
    }

    async fn lease(&self, due: &Due) -> Result<bool, Error> {
        let (now, delivery) = (self.context.now(), &due.delivery);
        let taken = Entity::update_many()
            .col_expr(Column::LeasedUntil, Expr::value(now.plus(LEASE)))
            .col_expr(Column::Attempts, Expr::col(Column::Attempts).add(1))
            .filter(Column::Id.eq(delivery.id))
            .filter(Column::State.eq(WebhookDeliveryState::Queued))
            // Nobody has attempted it since it was read.
            .filter(Column::Attempts.eq(delivery.attempts))
            .filter(unleased(now))
            .exec(self.context.database().write())
            .await?;
        Ok(taken.rows_affected == 1)
    }

    async fn attempt(self, due: Due) -> Result<(), Error> {
        attempt(&self.context, &*self.sender, due.delivery).await
    }
}

/// The identifiers of the webhooks that fail.
fn failing() -> Select<webhook::Entity> {
    webhook::Entity::find()
        .select_only()
        .column(webhook::Column::Id)
        .filter(webhook::Column::FailingSince.is_not_null())
}

fn unleased(now: Timestamp) -> Condition {
    Condition::any()
        .add(Column::LeasedUntil.is_null())
        .add(Column::LeasedUntil.lte(now))
}

/// Matches deliveries for which no earlier one about the same subject is queued. A delivery without a
/// subject waits for nothing, because NULL equals nothing.
fn is_first() -> Expr {
    let earlier = |column: Column| Expr::col(("earlier", column));
    let own = |column: Column| Expr::col((Entity, column));
    let same = |column: Column| earlier(column).eq(own(column));
    let before = |column: Column| earlier(column).lt(own(column));
    let is_queued = earlier(Column::State).eq(Expr::value(WebhookDeliveryState::Queued));
    // The first condition follows from the second, and bounds what is read of the index.
    let precedes = Condition::all()
        .add(earlier(Column::Position).lte(own(Column::Position)))
        .add(
            Condition::any()
                .add(before(Column::Position))
                .add(before(Column::Id)),
        );
    let queued = Query::select()
        .column(("earlier", Column::Id))
        .from_as(Entity, "earlier")
        .cond_where(
            Condition::all()
                .add(same(Column::WebhookId))
                .add(same(Column::SubjectId))
                .add(is_queued)
                .add(precedes),
        )
        .take();
    Expr::not_exists(queued)
}
