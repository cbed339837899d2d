//! Failed calls.

pub const NETWORK: &str = "The server did not answer.";
pub const LAST_OWNER: &str = "This is the organization's last active owner, and an organization needs one. Make another administrator an owner first.";
pub const STALE: &str = "Somebody else changed this in the meantime.";
pub const NEXT: &str = "Try again in a moment. If it happens again, tell whoever runs this server and quote the lines below.";
pub const NEXT_FORBIDDEN: &str = "An owner can change your role under Administrators.";
pub const NEXT_NOT_FOUND: &str = "It may have been deleted, or the address is mistyped.";
pub const NEXT_NETWORK: &str =
    "Check your connection and try again. If others have it too, tell whoever runs this server.";

pub fn unexpected(status: u16) -> String {
    format!("The server gave an answer that this page does not understand (HTTP {status}).")
}

pub const STALE_BODY: &str = "Nothing was saved, and what you typed is still here.";
pub const STALE_LOAD: &str = "Drop my changes and show the new state";
pub const STALE_KEEP: &str = "Save my changes over it";
