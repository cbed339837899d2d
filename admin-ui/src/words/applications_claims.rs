//! Applications that use OpenID Connect: what they learn about users.

use rules::openid::{GroupsSent, MOST_CLAIMS, SubjectKind};

pub const TAB: &str = "Claims";

pub const CLAIMS: &str = "Additional claims";
pub const CLAIMS_LEAD: &str =
    "The application gets these in addition to the standard claims of the scopes that it requests.";
pub const NONE: &str = "No additional claims.";
pub const ADD: &str = "Add claim";
pub const CLAIM: &str = "Claim";
pub const KIND: &str = "claim";
pub const CLAIM_HINT: &str = "The name that the application expects, such as department.";
pub const CLAIM_MISSING: &str = "Enter the name of the claim, or remove this claim";
pub const CLAIM_TWICE: &str = "This claim is already in the list";
pub const GROUPS: &str = "Groups";
pub const IN_ID_TOKEN: &str = "Also in the ID token";
pub const IN_ID_TOKEN_HINT: &str =
    "Many applications read only the ID token. When off, they must call the userinfo endpoint.";
pub const SUBJECT: &str = "User identifier (sub)";
pub const SUBJECT_CHANGES: &str = "Once you save, everyone is signed out of the application. It then treats all its users as new users, who no longer have access to their data there.";

// Preview.
pub const PREVIEW: &str = "Preview";
pub const PREVIEW_LEAD: &str =
    "What the application gets about a person who signs in now, with all scopes. Nothing is sent.";
pub const UNSAVED: &str = "The preview shows the saved settings. Save to see your changes in it.";
pub const CHOOSE_TITLE: &str = "Whose claims?";
pub const SHOW: &str = "Show claims";
pub const ID_TOKEN: &str = "ID token";
pub const ID_TOKEN_HINT: &str = "nonce, sid and at_hash are added in each sign-in.";
pub const USERINFO: &str = "Userinfo";
pub const WOULD_GET: &str = "This is what the application would get if they could.";
pub const WHY: &str = "Show all checks";

/// Some applications refuse a longer ID token.
const LONG: u64 = 4_096;
/// From here on, it gets close to that.
const LONGISH: u64 = 2_048;

/// What is said about too many claims.
pub fn too_many() -> String {
    format!("Add at most {MOST_CLAIMS} claims")
}

/// A choice of groups, with its effect.
pub const fn groups(groups: GroupsSent) -> (&'static str, &'static str) {
    match groups {
        GroupsSent::Assigned => (
            "Groups that this application is assigned to",
            "Other groups of the user are not disclosed.",
        ),
        GroupsSent::All => (
            "All groups of the user",
            "Including groups that have nothing to do with the application. Tokens get longer.",
        ),
        GroupsSent::None => (
            "No groups",
            "Even if the application requests the scope groups.",
        ),
    }
}

/// A choice of the subject, with its effect.
pub const fn subject(subject: SubjectKind) -> (&'static str, &'static str) {
    match subject {
        SubjectKind::Id => (
            "The ID of the user",
            "The same for all applications, so they can match their users.",
        ),
        SubjectKind::Pairwise => (
            "A different name for each application",
            "Applications cannot match their users by it.",
        ),
    }
}

/// "Ada may not open Grafana now".
pub fn refused(person: &str, application: &str) -> String {
    format!("{person} may not open {application} now")
}

/// The size of an ID token, and whether that is a problem.
pub fn size(bytes: u64) -> (String, bool) {
    let about = format!("About {} bytes.", ui_kit::prelude::number(bytes));
    let few = "Send fewer groups, or turn off “Also in the ID token”.";
    if bytes > LONG {
        let text = format!("{about} Some applications refuse more than 4,096. {few}");
        (text, true)
    } else if bytes > LONGISH {
        let text = format!("{about} Some applications refuse more than 4,096.");
        (text, false)
    } else {
        (about, false)
    }
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn a_long_token_is_a_problem() {
        assert_eq!(size(900), ("About 900 bytes.".to_owned(), false));
        assert!(!size(4_096).1);
        assert!(size(4_097).1);
    }
}
