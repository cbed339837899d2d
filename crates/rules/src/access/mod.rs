//! The gate: whether a person may open an application now. Every way to open one asks it, and an
//! administrator can ask it for somebody else, without opening anything.

mod gate;
#[cfg(test)]
pub(crate) mod tests;
mod words;

pub use gate::{
    AccessPolicy, Decision, EmailProof, Enrolled, Facts, Freshness, RequestFacts, SessionFacts,
    TermsAcceptance, explain, lock_under, may_continue, may_open, status,
};
pub use words::{Check, Refusal, StepUp, WantedFactor};
