//! What a change of the settings would do to whom, before it is saved. All accounts are read page by
//! page, and each is judged by the rules twice: under the settings as they are, and under the
//! proposed ones. Nothing is stored or changed.

mod affected_accounts;
mod preview;
mod proposal;
mod row;
mod slot;
mod walk;

pub use affected_accounts::affected_accounts;
pub use preview::preview;
