//! The sessions of a user.

pub const END: &str = "End";
pub const ENDED: &str = "The session has ended";

pub fn end_of(device: &str) -> String {
    format!("the session on {device}")
}

pub fn ended(n: u64) -> String {
    match n {
        0 => "There was no other session".to_owned(),
        n => format!("{} ended", super::count(n, "session", "sessions")),
    }
}
