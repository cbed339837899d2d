//! Webhooks: events are sent to other services.
//!
//! A delivery is written in the transaction of its event (`events/enqueue_webhooks.rs`), so no event is
//! lost and none is sent that did not happen. A worker sends it as the outbox sends email: at least once,
//! and the deliveries about one account one after the other.
//!
//! A transaction that changes a webhook and its deliveries locks the webhook first, so that two of them
//! never wait for each other.

mod attempt;
mod create;
mod delete;
mod deliver;
mod deliveries;
mod disable;
mod export;
mod forget_failures;
mod give_up;
mod list;
mod replay;
mod secrets;
mod send;
mod send_test;
mod show;
mod sign;
mod tell_owners;
mod update;
mod values;

pub use create::create;
pub use delete::delete;
pub use deliver::run;
pub use deliveries::{delivery, list_deliveries};
pub use export::ExportedWebhooks;
pub(crate) use forget_failures::forget_failures;
pub use list::{get, list};
pub use replay::{replay, replay_failed};
pub use secrets::{create_secret, delete_secret};
pub use send::{Answer, Message, Sender, Unsent};
pub use send_test::send_test;
pub use update::update;
