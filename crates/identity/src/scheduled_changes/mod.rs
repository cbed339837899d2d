//! Activations and suspensions of users that happen on a date.
//!
//! A change is a row until it is performed or canceled. Both hold the user first, and
//! delete the row in the transaction that performs the change. So it happens exactly once, no matter
//! how many servers there are and when one of them dies.

mod cancel;
mod export;
mod list;
mod of_user;
mod perform;
mod remind;
mod run;
mod schedule;
mod show;

pub use cancel::cancel;
pub use export::ExportedChanges;
pub use list::list;
pub use of_user::of_user;
pub use perform::perform_due;
pub use remind::remind;
pub use run::run;
pub use schedule::schedule;
