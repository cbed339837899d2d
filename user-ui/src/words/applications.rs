//! The start page.

pub const LEAD: &str = "What your organization gave you access to.";
pub const EMPTY: &str = "Nothing has been assigned to you yet.";
pub const EMPTY_NEXT: &str =
    "Applications appear here once your administrator assigns them to you.";
pub const SEARCH: &str = "Search applications";
pub const SEARCH_IN: &str = "Name, description or category";
pub const NO_MATCH_TITLE: &str = "No matching applications";
pub const NO_MATCH: &str = "Search for another word, or clear the search.";
pub const PINNED: &str = "Pinned";
pub const OTHERS: &str = "Others";
pub const NEW_TAB: &str = "(opens in a new tab)";
pub const ASKS: &str = "Asks for MFA";
pub const DETAILS: &str = "Details";
pub const PIN: &str = "Pin";
pub const UNPIN: &str = "Unpin";
pub const OPEN: &str = "Open";
pub const WHY: &str = "Why you have it";
pub const EVERYONE: &str = "Everyone in your organization has it.";
pub const DIRECTLY: &str = "It is assigned to you.";
pub const SIGN_IN: &str = "Opening it";
pub const CATEGORY: &str = "Category";
pub const LAST_OPENED: &str = "Last opened";
pub const NEVER: &str = "Never";
pub const SET_UP_NOW: &str = "Set it up under Security";
pub const TERMS: &str = "Your organization has published terms that you have not accepted yet.";
pub const TERMS_NOW: &str = "Read the terms";
pub const BLOCKED: &str =
    "Your browser blocked the new tab. Allow pop-ups for this page, or use this link:";
/// What to do if somebody could not confirm who they are.
pub const TRY_OR_ASK: &str = "Try again, or ask your administrator.";
pub const BAD_ADDRESS: &str = "Browsers can't open its address. Tell your administrator.";

/// The accessible name of the menu on a card.
pub fn more_about(name: &str) -> String {
    format!("More about {name}")
}

/// The title of the new tab until the application is there.
pub fn opening(name: &str) -> String {
    format!("Opening {name}…")
}

/// The reason for the question about a factor.
pub fn asks(name: &str) -> String {
    format!("{name} asks for MFA before it opens.")
}

/// Says that the person did not confirm who they are, and what to do.
pub fn not_confirmed() -> String {
    format!("You did not confirm your identity. {TRY_OR_ASK}")
}

/// Says when the lock of the person's account ends.
pub fn locked(end: &str) -> String {
    format!(
        "Your account is locked. {end} If you need the application now, ask your administrator."
    )
}

/// The title of the message about an application that does not open.
pub fn not_opened(name: &str) -> String {
    format!("{name} did not open")
}

/// The link to an application that did not open by itself.
pub fn open_it(name: &str) -> String {
    format!("Open {name}")
}

pub fn pinned(name: &str) -> String {
    format!("{name} is pinned")
}

pub fn unpinned(name: &str) -> String {
    format!("{name} is no longer pinned")
}

/// "You are in the groups Engineering and Support."
pub fn in_groups(names: &[String]) -> Option<String> {
    let (last, others) = names.split_last()?;
    Some(match others {
        [] => format!("You are in the group {last}."),
        others => format!("You are in the groups {} and {last}.", others.join(", ")),
    })
}

pub const CHECKLIST: &str = "Finish setting up your account";
pub const DONE: &str = ": done";
pub const SET_UP: &str = "Set it up";
pub const ADD: &str = "Add it";
pub const CHECK: &str = "Check it";
pub const REVIEW: &str = "Review";
pub const MFA: &str = "Set up MFA";
pub const MFA_WHY: &str = "A stolen password alone won't open your account.";
pub const RECOVERY: &str = "Add a recovery email";
pub const RECOVERY_WHY: &str = "In case you can't reach your company email.";
pub const RECOVERY_OPEN: &str = "Not verified yet. Open the link we emailed there.";
pub const PHONE: &str = "Add your mobile phone";
pub const PHONE_WHY: &str = "So your organization can reach you.";
pub const SESSIONS: &str = "Review where you're signed in";
pub const SESSIONS_WHY: &str = "End any sessions you don't recognize.";

pub fn hello(name: &str) -> String {
    format!("Hello, {name}")
}

pub fn progress(done: usize, all: usize) -> String {
    format!("{done} of {all} done")
}

#[cfg(test)]
mod tests {
    use super::in_groups;

    #[test]
    fn groups_are_told_in_a_sentence() {
        let names = ["Sales", "Support", "Engineering"].map(str::to_owned);
        assert_eq!(in_groups(&[]), None);
        assert_eq!(
            in_groups(&names[..1]).as_deref(),
            Some("You are in the group Sales.")
        );
        assert_eq!(
            in_groups(&names).as_deref(),
            Some("You are in the groups Sales, Support and Engineering.")
        );
    }
}
