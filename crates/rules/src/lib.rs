//! The account rules of Latchkey, pure: no I/O, no clock of their own, no knowledge of
//! any other crate of ours. The server decides by them and the browser shows them, so
//! that what a person reads while typing is what the server will answer.

pub mod account;
pub mod account_status;
pub mod ageing;
pub mod email;
pub mod event;
pub mod lifetimes;
pub mod lockout;
pub mod mail;
pub mod mfa;
mod named;
mod normal;
pub mod object;
pub mod password;
pub mod role;
pub mod state;
pub mod status;
pub mod text;
pub mod time;
pub mod username;

/// For the code of [`named_values!`] in other crates.
#[cfg(feature = "database")]
#[doc(hidden)]
pub use sea_orm;
