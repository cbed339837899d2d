//! What both portals have in common: the session and its renewal, sign-in, email links, factors,
//! the signed-in person's own password, sessions and activity, submitting forms, loading data, and
//! error messages.
//!
//! A portal passes its [`PortalSettings`]: its routes, its texts where the two differ, and how it
//! loads the signed-in account. It calls [`install`] before anything else.

pub mod api;
pub mod application_passwords;
pub mod branding;
pub mod confirm;
pub mod factors;
pub mod failure;
pub mod fetched;
pub mod lazy;
pub mod links;
pub mod me;
mod other_tabs;
pub mod passwords;
pub mod public_page;
pub mod route;
pub mod sending;
pub mod session;
mod session_check;
mod settings;
pub mod sign_in;
pub mod ssh_keys;
pub mod terms;
#[expect(missing_docs, reason = "the text of a constant says what it is")]
pub mod words;

pub use settings::{
    AccountFuture, ForgotWords, LinkWords, PagesFuture, PortalSettings, PortalWords, RefusedWords,
    Routes, Unusable, install, settings,
};

/// What most pages of a portal use.
pub mod prelude {
    pub use crate::api::{api, run};
    pub use crate::factors::*;
    pub use crate::fetched::Fetched;
    pub use crate::passwords::NewPassword;
    pub use crate::public_page::PublicPage;
    pub use crate::sending::Sending;
    pub use crate::session::{OwnAccount, SessionState, SignOutReason};
}
