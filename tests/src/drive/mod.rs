//! Drives Chromium.

mod browser;
mod commands;
mod driver;
mod network;
mod person;
mod screen;
mod session;

pub use browser::Browser;
pub use driver::chromium;
