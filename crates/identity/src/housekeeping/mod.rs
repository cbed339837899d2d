//! Scheduled jobs: deleting old rows, rotating keys, and emailing people about expiring passwords
//! and enrollment periods.

mod delete_organizations;
mod run;
mod sweep;
mod sweep_jobs;

pub use delete_organizations::delete_organizations;
pub use run::run;
pub use sweep::sweep;
pub use sweep_jobs::{sweep_imports, sweep_jobs};
