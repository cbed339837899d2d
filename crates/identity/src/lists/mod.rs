//! What all lists share: the query is read against what a list knows, pages are walked by
//! keyset, and cursors are sealed so that nobody can make or change one.

mod accounts;
mod condition;
mod cursor;
mod found;
mod keyset;
mod query;
mod search;
mod status;
mod total;

pub(crate) use accounts::{AccountSort, account_rows};
pub(crate) use condition::{all_of, any, one_of};
pub(crate) use cursor::Key;
pub(crate) use found::{Found, scope};
pub(crate) use keyset::before;
pub(crate) use query::{Request, Shape};
pub(crate) use search::words_of;
pub(crate) use status::{has_expired, has_mfa_status, has_status, set_before};
pub(crate) use total::{accounts_by_state, accounts_in};
