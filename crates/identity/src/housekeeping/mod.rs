//! Scheduled jobs: deleting old rows, rotating keys, and emailing people about expiring passwords
//! and enrollment periods.

mod run;
mod sweep;

pub use run::run;
pub use sweep::sweep;
