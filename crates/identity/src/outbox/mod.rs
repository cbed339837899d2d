//! The outbox: an email is written in the transaction of the action that causes it, and delivered
//! later. No email is lost if the server crashes in between.

mod are_many_due;
mod deliver;
mod enqueue;
mod enqueue_to_owners;
mod enqueue_to_permitted;
mod logo;
mod shares;
mod waiting;
mod words;
mod worker;

pub(crate) use are_many_due::are_many_due;
pub(crate) use deliver::back_off;
pub use deliver::{RETRY_FOR, run};
pub(crate) use enqueue::{enqueue, enqueue_rendered, envelope};
pub(crate) use enqueue_to_owners::enqueue_to_owners;
pub(crate) use enqueue_to_permitted::enqueue_to_permitted;
pub(crate) use logo::logo_of;
pub(crate) use shares::Share;
pub use waiting::{Waiting, waiting};
pub(crate) use words::{all_words, as_words};
pub(crate) use worker::{Deliveries, work};
