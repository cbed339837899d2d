//! Failed calls.

pub const OFFLINE_TITLE: &str = "There is no connection to the server.";
pub const OFFLINE: &str =
    "There is no connection to the server. Check your network connection, then try again.";
pub const LAST_OWNER: &str = "This is the organization's last active owner, and an organization needs one. Make another administrator an owner first.";
pub const STALE: &str =
    "Someone else changed this while you were editing. Check it, and try again.";
pub const NEXT_FORBIDDEN: &str = "An owner can change your role under Administrators.";
pub const NEXT_NOT_FOUND: &str = "It may have been deleted, or the address is mistyped.";

/// `helper` reads "your administrator".
pub fn next(helper: &str) -> String {
    format!("Try again in a moment. If it happens again, tell {helper} and quote the lines below.")
}

/// `helper` reads "your administrator".
pub fn next_offline(helper: &str) -> String {
    format!(
        "Check your network connection, then try again. If other sites work, the server may be down: tell {helper}."
    )
}

/// `helper` reads "your administrator".
pub fn unexpected(status: u16, helper: &str) -> String {
    format!(
        "Unexpected response from the server (HTTP {status}). Try again; if it happens again, tell {helper}."
    )
}

/// `helper` reads "your administrator".
pub fn internal(request: Option<&str>, helper: &str) -> String {
    let quote = request.map_or(String::new(), |id| format!(" and quote request {id}"));
    format!(
        "Something went wrong on the server. Try again in a moment. If it happens again, tell {helper}{quote}."
    )
}

pub fn too_many(seconds: Option<u64>) -> String {
    format!(
        "Too many attempts in a short time. Try again {}.",
        wait(seconds)
    )
}

pub fn busy(seconds: Option<u64>) -> String {
    format!("The server is busy. Try again {}.", wait(seconds))
}

pub fn verification_limited(seconds: Option<u64>) -> String {
    format!(
        "Verification emails to one address are limited. You can send the next one {}.",
        wait(seconds)
    )
}

/// "in 20 seconds", "in 3 minutes", "in 24 hours".
fn wait(seconds: Option<u64>) -> String {
    match seconds {
        None | Some(0) => "in a moment".to_owned(),
        Some(1) => "in 1 second".to_owned(),
        Some(seconds) if seconds < 90 => format!("in {seconds} seconds"),
        Some(seconds) if seconds < 90 * 60 => format!("in {} minutes", seconds.div_ceil(60)),
        Some(seconds) => format!("in {} hours", seconds.div_ceil(60 * 60)),
    }
}

#[cfg(test)]
mod tests {
    use super::wait;

    #[test]
    fn waiting_times_are_whole_and_never_too_short() {
        assert_eq!(wait(None), "in a moment");
        assert_eq!(wait(Some(45)), "in 45 seconds");
        assert_eq!(wait(Some(121)), "in 3 minutes");
        assert_eq!(wait(Some(60 * 60)), "in 60 minutes");
        assert_eq!(wait(Some(23 * 60 * 60 + 1)), "in 24 hours");
    }
}
