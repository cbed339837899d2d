//! What the portal says when something did not work.

pub const NEXT: &str = "Try again in a moment. If it happens again, tell your administrator and quote the lines below.";
pub const NEXT_OFFLINE: &str = "Check your network connection, then try again. If other sites work, the server may be down: tell your administrator.";
pub const NEXT_UNEXPECTED: &str = "Try again; if it happens again, tell your administrator.";
pub const OFFLINE_TITLE: &str = "There is no connection to the server.";
pub const OFFLINE: &str =
    "There is no connection to the server. Check your network connection, then try again.";

pub fn unexpected(status: u16) -> String {
    format!("The server gave an answer that makes no sense here (HTTP {status}).")
}

pub fn internal(request: Option<&str>) -> String {
    let quote = request.map_or(String::new(), |id| format!(" and quote request {id}"));
    format!(
        "Something went wrong on the server. Try again in a moment. If it happens again, tell your administrator{quote}."
    )
}

pub fn too_many(seconds: Option<u64>) -> String {
    format!(
        "Too many attempts in a short time. Try again {}.",
        wait(seconds)
    )
}

pub fn busy(seconds: Option<u64>) -> String {
    format!(
        "The server is very busy just now. Try again {}.",
        wait(seconds)
    )
}

/// "in 20 seconds", "in 3 minutes".
fn wait(seconds: Option<u64>) -> String {
    match seconds {
        None | Some(0) => "in a moment".to_owned(),
        Some(1) => "in 1 second".to_owned(),
        Some(seconds) if seconds < 90 => format!("in {seconds} seconds"),
        Some(seconds) => format!("in {} minutes", seconds.div_ceil(60)),
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
    }
}
