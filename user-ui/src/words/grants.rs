//! What the person allows applications to do.

pub const GRANTS: &str = "What applications may do";
pub const GRANTS_LEAD: &str =
    "Applications that you allowed to get your data, or that have access while you are signed out.";
pub const NONE: &str = "No application has such access.";
pub const SINCE: &str = "Since";
pub const UNTIL: &str = "While you are signed out: until";
pub const WITHDRAW: &str = "Withdraw";
pub const WITHDRAW_ACCESS: &str = "Withdraw access";

/// The button, for screen readers.
pub fn withdraw_of(name: &str) -> String {
    format!("Withdraw the access of {name}")
}

pub fn withdraw_title(name: &str) -> String {
    format!("Withdraw the access of {name}?")
}

/// `asks` says whether the application has to ask before it gets access again.
pub fn withdraw_body(name: &str, asks: bool) -> String {
    let next = if asks {
        "If you open it again, it has to ask you first."
    } else {
        "If you open it again, it gets access again."
    };
    format!(
        "{name} can no longer get your data, and you are signed out of it. What it has already received stays there. {next}"
    )
}

pub fn withdrawn(name: &str) -> String {
    format!("The access of {name} is withdrawn")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_question_says_what_comes_next() {
        assert!(withdraw_body("Grafana", true).ends_with("it has to ask you first."));
        assert!(withdraw_body("Grafana", false).ends_with("it gets access again."));
    }
}
