//! The live view of events.

use super::count;

pub const LIVE: &str = "Live";
pub const CONNECTING: &str = "Connecting…";
pub const CONNECTED: &str = "Connected";
pub const PAUSED: &str = "Paused";
pub const STOPPED: &str = "Stopped";
pub const OTHER_PAGE: &str = "New events appear on the first page of the list.";
pub const LOST: &str = "The connection to the server is lost.";
pub const BACK: &str = "The connection to the server is back.";
pub const IDLE: &str =
    "Live was turned off after 15 minutes of inactivity, so that your session can expire.";

pub fn retrying(seconds: u64) -> String {
    format!("Retrying in {seconds} s")
}

/// What screen readers announce.
pub fn arrived(events: u64) -> String {
    count(events, "new event", "new events")
}
