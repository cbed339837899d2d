//! Requests of applications, of any protocol, that arrive through a browser: what the browser sends along,
//! and the pages that the server itself shows.

mod browser;
mod outcome;
pub mod pages;
mod signed_out_page;

pub use browser::{BrowserParts, binding, redirect, respond};
pub use outcome::show;
pub use signed_out_page::signed_out_page;
