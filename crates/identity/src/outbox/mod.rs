//! The outbox: a mail is written in the transaction of the act that causes it, and delivered
//! afterwards. A server that dies in between loses none.

mod deliver;
mod enqueue;

pub use deliver::{RETRY_FOR, run};
pub(crate) use enqueue::{enqueue, envelope};
mod waiting;
pub use waiting::waiting;
