//! Requests of applications that a browser brings, of any protocol: what the browser sends along, and
//! the pages that the server itself shows.

mod browser;
mod outcome;
pub mod pages;

pub use browser::{BrowserParts, binding, redirect, respond};
pub use outcome::show;
