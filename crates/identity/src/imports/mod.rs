//! Imports of users from a file: upload, dry run, run, result.
//!
//! A worker on any server leases an import and processes its rows in order. Each row of a run is one
//! transaction, in which the user is written, the outcome of the row, and the position of the import.
//! So each row has an effect exactly once, even if the server dies or a second worker goes on too
//! early: see `progress.rs`. Before each row, the worker checks that who has begun the run still may
//! import users: see `end.rs`.

mod allowed;
mod attributes;
mod begin;
mod delete;
mod end;
mod get;
mod list;
mod list_rows;
mod make_room;
mod perform;
mod plan_row;
mod progress;
mod result;
mod run;
mod show;
mod stop;
mod update;
mod upload;

pub use begin::{check, run as begin};
pub use delete::delete;
pub use get::get;
pub use list::list;
pub use list_rows::list_rows;
pub use result::ResultFile;
pub use run::run;
pub use stop::stop;
pub use update::update;
pub use upload::Upload;
