//! Drives Chromium.

mod browser;
mod commands;
mod driver;
mod network;
mod person;

pub use browser::Browser;
