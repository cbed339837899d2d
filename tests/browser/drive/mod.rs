//! Driving Chromium.

mod browser;
mod commands;
mod driver;
mod person;

pub use browser::Browser;
