//! Applications: who is signed in, and which requests failed.

pub const TAB: &str = "Activity";

pub const PROBLEMS: &str = "Failed requests";
pub const PROBLEMS_LEAD: &str =
    "What was wrong with the application's last requests, newest first.";
pub const NO_PROBLEMS: &str = "No request has failed.";
pub const RECEIVED: &str = "Received";
pub const LAST: &str = "Last";
pub const FIRST: &str = "first";
pub const UNREGISTERED: &str = "Compare this with the redirect URIs on the Sign-on tab. Add it there only if it belongs to the application: codes are sent to it.";
pub const SAML_RECEIVED: &str = "Compare this with the settings on the Sign-on tab. Add an address there only if it belongs to the application: assertions are sent to it.";
pub const REFUSED: &str = "The user saw an error page";

/// What follows "Refresh", for screen readers.
pub const REFRESH_PROBLEMS: &str = "requests";

pub const SESSIONS: &str = "Signed in";
pub const NO_SESSIONS: &str = "Nobody is signed in to it.";
pub const SESSIONS_NOT_ALLOWED: &str = "Your role cannot see users.";
/// What follows "Refresh", for screen readers.
pub const REFRESH_SESSIONS: &str = "sessions";
pub const LAST_OPENED: &str = "Last opened";
pub const FIRST_OPENED: &str = "First opened";
pub const END: &str = "End";
pub const END_SESSION: &str = "End session";
pub const TO_END: &str =
    "To sign someone out of everything, open the user and end their sessions. They end here too.";
pub const SAML_TO_END: &str = "The application is not notified when a session ends. The user may stay signed in there until the application's own session ends.";

/// Who was told: the code of a failed request.
pub fn told(code: &str) -> String {
    match code {
        "refused" => REFUSED.to_owned(),
        code => format!("The application got the error {code}"),
    }
}

/// "3 times".
pub fn times(count: u64) -> String {
    match count {
        1 => "Once".to_owned(),
        count => format!("{} times", ui_kit::prelude::number(count)),
    }
}

/// What follows "End", for screen readers.
pub fn session_of(person: &str, device: &str) -> String {
    match device {
        "" => format!("the session of {person}"),
        device => format!("the session of {person} in {device}"),
    }
}

pub fn end_title(person: &str, application: &str) -> String {
    format!("Sign {person} out of {application}?")
}

pub fn end_body(person: &str, device: &str, application: &str) -> String {
    let place = match device {
        "" => String::new(),
        device => format!(" in {device}"),
    };
    format!(
        "{application} loses the access that it got with this session{place}. {person} stays signed in to the User Portal, and can open {application} again."
    )
}

pub fn ended(person: &str) -> String {
    format!("The session of {person} has ended")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_says_who_was_told() {
        assert_eq!(told("refused"), REFUSED);
        assert!(told("invalid_grant").ends_with("invalid_grant"));
        assert_eq!(
            (times(1), times(3)),
            ("Once".to_owned(), "3 times".to_owned())
        );
    }
}
