//! The delivery of an event to a webhook. Written together with the event, and delivered later.

use contract::webhooks::PayloadType;
use rules::extensible::Extensible;
use rules::time::Timestamp;
use rules::webhook::WebhookDeliveryState;
use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "webhook_delivery")]
pub struct Model {
    /// Identifier: the header `webhook-id`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Tenant.
    pub organization_id: Uuid,
    /// The webhook. It may have been deleted since: an action must not fail because a webhook is
    /// deleted at the same time.
    pub webhook_id: Uuid,
    /// The event; `None` for a test.
    pub event_id: Option<Uuid>,
    /// The account that the event is about, or else another object. Deliveries with the same subject are
    /// sent one after the other. `None` waits for nothing.
    pub subject_id: Option<Uuid>,
    /// The place among the deliveries with the same webhook and subject.
    pub position: i64,
    /// The action, or a test.
    pub event: Extensible<PayloadType>,
    /// What is sent.
    pub body: String,
    /// The state.
    pub state: WebhookDeliveryState,
    /// The number of attempts since it was queued.
    pub attempts: i32,
    /// When the event happened.
    pub created_at: Timestamp,
    /// When it was queued, for the first time or to be replayed. The time for retries begins here.
    pub queued_at: Timestamp,
    /// When the next attempt is due.
    pub next_attempt_at: Option<Timestamp>,
    /// Until when a worker has leased it.
    pub leased_until: Option<Timestamp>,
    /// When the receiver accepted it.
    pub delivered_at: Option<Timestamp>,
    /// The HTTP status of the last response.
    pub response_status: Option<i32>,
    /// The beginning of the body of the last response.
    pub response_body: Option<String>,
    /// The error of the last failed attempt.
    pub last_error: Option<String>,
}

/// Queries join related tables themselves.
#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
