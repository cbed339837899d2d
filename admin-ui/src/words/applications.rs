//! Applications: the list, the form, and who may open one.

use contract::applications::{Application, ApplicationAccess, Assignment};
use rules::access::WantedFactor;
use rules::application::{ApplicationProtocol, IconColor, OpenTo};

use crate::components::PickerWords;

pub const TITLE: &str = "Applications";
pub const LEAD: &str = "What users open from their portal, and who may open it.";
pub const NEW: &str = "Add application";
pub const LABEL: &str = "Applications";
pub const SEARCH: &str = "Search applications";
pub const SEARCH_IN: &str = "Name";
pub const EMPTY_TITLE: &str = "No applications yet";
pub const EMPTY: &str = "An application is something that users open: a wiki, a chat, payroll. Add it here, give it to groups, and it appears in their portal.";
pub const NO_MATCH_TITLE: &str = "No matching applications";
pub const NO_MATCH: &str = "Remove a filter or search for another name.";

pub const NAME: &str = "Name";
pub const NAME_MISSING: &str = "Enter a name";
pub const NAME_HINT: &str = "As users know it, such as Wiki.";
pub const ADDRESS: &str = "Address";
pub const ADDRESS_HINT: &str = "The page that opens, such as https://wiki.example.com/.";
pub const ADDRESS_MISSING: &str = "Enter an address that begins with https:// or http://";
pub const DESCRIPTION: &str = "Description";
pub const DESCRIPTION_HINT: &str = "What users need it for.";
pub const CATEGORY: &str = "Category";
pub const CATEGORY_HINT: &str = "Users see applications of the same category together.";
pub const LETTER: &str = "Letter";
pub const LETTER_HINT: &str =
    "One or two letters. Leave blank to use the first letter of the name.";
pub const COLOR: &str = "Color";
pub const MARK: &str = "Mark";
pub const PROTOCOL: &str = "Type";
pub const OPEN_TO: &str = "Open to";
pub const FACTOR: &str = "MFA";
pub const LAST_OPENED: &str = "Last opened";
pub const STATUS: &str = "Status";
pub const CREATED: &str = "Created";
pub const IDENTIFIER: &str = "Application ID";
pub const ENABLED: &str = "Enabled";
pub const ENABLED_HINT: &str = "When off, nobody can open it.";
pub const VISIBLE: &str = "Shown in the User Portal";
pub const VISIBLE_HINT: &str =
    "When off, users see no card for it, but can still open its address.";
pub const DISABLED: &str = "Disabled";
pub const HIDDEN: &str = "Hidden";
pub const NOBODY: &str = "Nobody yet";
pub const EVERYONE: &str = "Everyone";
pub const ONLY_ASSIGNED: &str = "Assigned groups and people";

pub const APPLICATION: &str = "Application";
pub const TAB_OVERVIEW: &str = "Overview";
pub const TAB_ACCESS: &str = "Access";
pub const TAB_POLICY: &str = "Policy";
pub const SAVE: &str = "Save application";
pub const SAVED: &str = "Application saved";
pub const NOT_ALLOWED: &str = "You have view-only access to applications";

pub const ENABLE: &str = "Enable";
pub const DISABLE: &str = "Disable";
pub const DELETE: &str = "Delete";
pub const DISABLE_APPLICATION: &str = "Disable application";
pub const DELETE_APPLICATION: &str = "Delete application";

// Access.
pub const ASSIGNED: &str = "The groups and people below";
pub const ASSIGNED_HINT: &str = "Nobody else can open it.";
pub const LATER: &str = "Groups and people that you choose next";
pub const LATER_HINT: &str = "Until then, nobody can open it.";
pub const EVERYONE_HINT: &str = "Every user of your organization, including those who join later.";
pub const NOW_ASSIGNED: &str = "Once you save, only the groups and people below can open it. Everyone else loses access immediately.";
pub const NOW_EVERYONE: &str = "Once you save, every user of your organization can open it.";
pub const STAYS: &str =
    "It is open to everyone now. These assignments apply again if you change that.";
pub const GROUPS: &str = "Groups";
pub const PEOPLE: &str = "People";
pub const NO_GROUPS: &str = "Not assigned to a group.";
pub const NO_PEOPLE: &str = "Not assigned to anybody directly.";
pub const ASSIGN_GROUPS: &str = "Assign groups";
pub const ASSIGN_PEOPLE: &str = "Assign people";
pub const WHO_LOSES: &str = "Who loses access";
pub const CHOOSE_GROUP: &str = "Choose at least one group";
pub const CHOOSE_PERSON: &str = "Choose at least one person";

// Policy.
pub const WANTED: &str = "Require when it is opened";
pub const WANTED_NONE: &str = "No MFA";
pub const WANTED_NONE_HINT: &str = "Being signed in to the User Portal is enough.";
pub const WANTED_ANY: &str = "MFA";
pub const WANTED_ANY_HINT: &str = "An authenticator app, a passkey or a recovery code.";
pub const WANTED_PASSKEY: &str = "A passkey";
pub const WANTED_PASSKEY_HINT: &str = "Nothing else counts. It cannot be phished.";
pub const WHEN_LOCKED: &str = "Locked accounts";
pub const KEEP_LOCKED: &str = "Users who are locked after wrong passwords keep access";
pub const KEEP_LOCKED_HINT: &str = "On by default, because anyone who knows an email address can cause such a lock. When off, the lock signs the user out of this application until it ends. Other locks and expired passwords always end access.";
pub const OFTEN: &str = "How often";
pub const ONCE: &str = "Once per session";
pub const EVERY_TIME: &str = "Every time";
pub const WITHIN: &str = "Again after a time";
pub const MINUTES: &str = "Ask again after (minutes)";
pub const MINUTES_HINT: &str = "1 to 43,200 (30 days).";
pub const MINUTES_WRONG: &str = "Choose 1 to 43,200 minutes";
pub const MEANS: &str = "What this means";
pub const BOOKMARK_LIMIT: &str = "This is a bookmark: people who know the address can go there without Latchkey. Only the application's own sign-in protects it.";

// The list of a user.
pub const TAB: &str = "Applications";
pub const NONE_TITLE: &str = "No applications";
pub const NONE: &str = "No application is assigned to this user or to any of their groups.";

/// The words for choosing people.
pub const PICK_PEOPLE: PickerWords = PickerWords {
    label: "People",
    search: "Find people",
    search_in: super::users::SEARCH_IN,
    nothing: "No matching people",
    more: "There are more matches. Search to find others.",
};

/// "3 applications".
pub fn lead(total: u64) -> String {
    super::listed(total, "application", "applications")
}

pub fn actions_for(name: &str) -> String {
    format!("Actions for {name}")
}

pub const fn protocol(protocol: ApplicationProtocol) -> &'static str {
    match protocol {
        ApplicationProtocol::Bookmark => "Bookmark",
        ApplicationProtocol::Oidc => "OpenID Connect",
        ApplicationProtocol::Saml => "SAML",
    }
}

/// The factor, in the column of the list.
pub const fn factor(factor: WantedFactor) -> &'static str {
    match factor {
        WantedFactor::None => "None",
        WantedFactor::Any => "Any factor",
        WantedFactor::Passkey => "Passkey",
    }
}

pub const fn color(color: IconColor) -> &'static str {
    match color {
        IconColor::Blue => "Blue",
        IconColor::Teal => "Teal",
        IconColor::Green => "Green",
        IconColor::Amber => "Amber",
        IconColor::Orange => "Orange",
        IconColor::Red => "Red",
        IconColor::Pink => "Pink",
        IconColor::Purple => "Purple",
        IconColor::Gray => "Gray",
    }
}

/// Who may open it: "Everyone", "2 groups, 1 person", "Nobody yet".
pub fn open_to(one: &Application) -> String {
    if one.open_to == OpenTo::Everyone {
        return EVERYONE.to_owned();
    }
    let groups = (one.groups > 0).then(|| super::count(one.groups, "group", "groups"));
    let people = (one.users > 0).then(|| super::count(one.users, "person", "people"));
    let parts: Vec<_> = groups.into_iter().chain(people).collect();
    if parts.is_empty() {
        NOBODY.to_owned()
    } else {
        parts.join(", ")
    }
}

/// "37 people may open this".
pub fn people_may(access: ApplicationAccess) -> String {
    match access.people {
        0 => "Nobody may open this".to_owned(),
        1 => "1 person may open this".to_owned(),
        people if access.people_is_exact => {
            format!("{} people may open this", ui_kit::prelude::number(people))
        }
        people => format!(
            "{} people may open this",
            ui_kit::prelude::short_length(people)
        ),
    }
}

/// The consequences of a policy, in sentences. `minutes` is what was typed.
pub fn policy_means(factor: WantedFactor, often: Often, minutes: &str) -> String {
    let (what, missing) = match factor {
        WantedFactor::None => {
            return "Users who are signed in to the User Portal open it with one click.".to_owned();
        }
        WantedFactor::Any => (
            "MFA",
            "People without a factor have to set one up first. If MFA is off, they can't open it.",
        ),
        WantedFactor::Passkey => (
            "a passkey",
            "People without a passkey have to add one first. If MFA is off, they can't open it. An authenticator app or a recovery code is not accepted.",
        ),
    };
    let when = match often {
        Often::Once => {
            format!(
                "People are asked for {what} once after they sign in, unless they signed in with it."
            )
        }
        Often::EveryTime => format!("People are asked for {what} each time they open it."),
        Often::Within => match minutes.trim() {
            "1" => {
                format!("People are asked for {what} if they last used it more than a minute ago.")
            }
            minutes => {
                format!(
                    "People are asked for {what} if they last used it more than {minutes} minutes ago."
                )
            }
        },
    };
    format!("{when} {missing}")
}

/// How often a factor is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Often {
    /// Once per session.
    Once,
    /// Each time.
    EveryTime,
    /// Again after some minutes.
    Within,
}

pub fn created(name: &str) -> String {
    format!("{name} added. Choose who may open it.")
}

pub fn enabled(name: &str) -> String {
    format!("{name} is enabled")
}

pub fn disabled(name: &str) -> String {
    format!("{name} is disabled")
}

pub fn deleted(name: &str) -> String {
    format!("{name} deleted")
}

pub fn disable_title(name: &str) -> String {
    format!("Disable {name}?")
}

/// `who` says who may open it.
pub fn disable_body(who: &str) -> String {
    format!("Nobody can open it until you enable it again ({who}). Its assignments are kept.")
}

pub fn delete_title(name: &str) -> String {
    format!("Delete {name}?")
}

/// `who` says who may open it.
pub fn delete_body(name: &str, who: &str) -> String {
    format!(
        "{name} disappears from the User Portal immediately. Its address, policy and assignments ({who}) are deleted; events are kept. This can't be undone."
    )
}

pub fn assign_title(name: &str) -> String {
    format!("Who may open {name}?")
}

/// The button: "Assign 2 groups".
pub fn assign_groups(n: usize) -> String {
    match n {
        0 => ASSIGN_GROUPS.to_owned(),
        n => format!("Assign {}", super::count(n as u64, "group", "groups")),
    }
}

/// The button: "Assign 2 people".
pub fn assign_people(n: usize) -> String {
    match n {
        0 => ASSIGN_PEOPLE.to_owned(),
        n => format!("Assign {}", super::count(n as u64, "person", "people")),
    }
}

pub fn assigned_to(application: &str, whom: &str) -> String {
    format!("{application} is assigned to {whom}")
}

pub fn taken_from(application: &str, whom: &str) -> String {
    format!("{application} is no longer assigned to {whom}")
}

/// What follows "Who loses access", for screen readers.
pub fn without(group: &str) -> String {
    format!("without {group}")
}

/// What follows "Undo", for screen readers.
pub fn undo_rest(whom: &str) -> String {
    format!("for {whom}")
}

/// Why it is available to a user: "Open to everyone", "Assigned directly; through Engineering".
pub fn assignment(assignment: &Assignment) -> String {
    let mut parts = Vec::new();
    if assignment.everyone {
        parts.push("open to everyone".to_owned());
    }
    if assignment.directly {
        parts.push("assigned directly".to_owned());
    }
    let names: Vec<_> = assignment.groups.iter().map(|group| &*group.name).collect();
    if !names.is_empty() {
        parts.push(format!("through {}", names.join(", ")));
    }
    let text = parts.join("; ");
    let mut letters = text.chars();
    letters
        .next()
        .map(|first| first.to_uppercase().chain(letters).collect())
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use contract::applications::AccessGroup;

    use super::*;

    #[test]
    fn an_assignment_is_told_with_all_its_reasons() {
        let group = AccessGroup {
            id: "0199f3c0-f4a7-76b9-9fd3-b2f784c6a309".parse().unwrap(),
            name: "Engineering".to_owned(),
        };
        let mut one = Assignment {
            groups: vec![group],
            ..Assignment::default()
        };
        assert_eq!(assignment(&one), "Through Engineering");
        one.directly = true;
        assert_eq!(assignment(&one), "Assigned directly; through Engineering");
        assert_eq!(assignment(&Assignment::default()), "");
    }

    #[test]
    fn a_policy_says_what_it_does() {
        let means = policy_means(WantedFactor::Passkey, Often::Within, "30");
        assert!(means.contains("a passkey if they last used it more than 30 minutes ago"));
        let means = policy_means(WantedFactor::None, Often::EveryTime, "");
        assert!(!means.contains("factor"));
    }
}
