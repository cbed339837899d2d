//! Bulk jobs: an action on any number of users, which continues after the request that begins it.
//!
//! The users of a job are written down when it is created. A worker on any server leases the job and
//! processes them in order. For each user, one transaction performs the action, writes the outcome, and
//! moves the position of the job. So the action is performed for each user at most once, even if the
//! server dies or a second worker goes on too early: see `progress.rs`. The actions are the same functions
//! that act on single users. They are called as who has begun the job, with the permissions that they have
//! at that time: see `perform.rs`.

mod allowed;
mod check;
mod choose;
mod create;
mod end;
mod failures;
mod get;
mod list;
mod list_results;
mod make_room;
mod perform;
mod progress;
mod result;
mod resume;
mod run;
mod show;
mod stop;
#[cfg(test)]
mod tests;

pub use create::create;
pub use get::get;
pub use list::list;
pub use list_results::list_results;
pub use result::ResultFile;
pub use resume::resume;
pub use run::run;
pub use stop::stop;
