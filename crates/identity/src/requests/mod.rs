//! Requests of applications to sign a person in, of any protocol. A protocol reads and checks its
//! requests and writes its answers ([`SignOnRequest`], [`BrowserRequest`]). Here is what all of them have in common: the
//! browser that brings a request, the decision of the gate, and the row in which a request waits for the
//! person.

mod begin;
mod browser;
mod decide;
mod evaluate;
mod problems;
mod request;
mod rows;

pub(crate) use begin::begin;
pub use browser::{Browser, Outcome, Rejected, Waiting};
pub(crate) use decide::{Decided, decide, open, record_refusal};
pub(crate) use evaluate::{Evaluation, evaluate};
pub(crate) use problems::{Wrong, remember};
pub(crate) use request::{Asked, BrowserRequest, Declined, SignOnRequest, Wishes};
pub use rows::{Pending, wait};
pub(crate) use rows::{checked, find, take, written};
