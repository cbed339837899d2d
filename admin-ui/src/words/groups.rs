//! Groups.

use crate::components::PickerWords;

pub const TITLE: &str = "Groups";
pub const NEW: &str = "Create group";
pub const CREATE_LEAD: &str = "Add members once the group exists.";
pub const LABEL: &str = "Groups";
pub const SEARCH: &str = "Search groups";
pub const SEARCH_IN: &str = "Name";
pub const NAME: &str = "Name";
pub const NAME_HINT: &str = "Such as Engineering. Each group has a different name.";
pub const NAME_MISSING: &str = "Enter a name";
pub const DESCRIPTION: &str = "Description";
pub const DESCRIPTION_HINT: &str = "Who belongs to the group and why";
pub const MEMBERS: &str = "Members";
pub const CREATED: &str = "Created";
pub const IDENTIFIER: &str = "Group ID";
pub const EMPTY_TITLE: &str = "No groups yet";
pub const EMPTY: &str = "Create a group for people who need the same things, such as a team.";
pub const NO_MATCH_TITLE: &str = "No matching groups";
pub const NO_MATCH: &str = "Search for the beginning of another word in the name.";

pub const DELETE: &str = "Delete";
pub const DELETE_GROUP: &str = "Delete group";

/// "3 groups".
pub fn lead(total: u64) -> String {
    super::listed(total, "group", "groups")
}

/// "1 member", "42 members".
pub fn members(n: u64) -> String {
    super::count(n, "member", "members")
}

/// What follows the number of members.
pub fn members_word(n: u64) -> &'static str {
    if n == 1 { "member" } else { "members" }
}

pub fn actions_for(name: &str) -> String {
    format!("Actions for {name}")
}

pub fn created(name: &str) -> String {
    format!("{name} created")
}

pub fn delete_title(name: &str) -> String {
    format!("Delete {name}?")
}

pub fn delete_body(name: &str, count: u64) -> String {
    match count {
        0 => format!("{name} has no members. Events are kept. This can't be undone."),
        1 => format!(
            "Its 1 member stays a user, but loses what {name} gives them. Events are kept. This can't be undone."
        ),
        count => format!(
            "Its {} stay users, but lose what {name} gives them. Events are kept. This can't be undone.",
            members(count)
        ),
    }
}

/// What else the deletion takes away: the names of some of the applications, and how many there are.
pub fn takes_away(group: &str, names: &[String], total: u64) -> String {
    let named = names.join(", ");
    let named = match total.saturating_sub(names.len() as u64) {
        0 => named,
        more => format!("{named} and {} more", ui_kit::prelude::number(more)),
    };
    match total {
        0 => format!("No application is assigned to {group}."),
        1 => format!(
            "1 application is assigned to {group}: {named}. Members lose access, unless they have it for another reason."
        ),
        total => format!(
            "{} are assigned to {group}: {named}. Members lose access, unless they have it for another reason.",
            super::count(total, "application", "applications")
        ),
    }
}

pub fn deleted(name: &str) -> String {
    format!("{name} deleted")
}

// The panel.
pub const GROUP: &str = "Group";
pub const TAB_MEMBERS: &str = "Members";
pub const TAB_APPLICATIONS: &str = "Applications";
pub const TAB_DETAILS: &str = "Details";
pub const SAVE: &str = "Save group";
pub const SAVED: &str = "Group saved";
pub const NOT_ALLOWED: &str = "You have view-only access to groups";
pub const SEARCH_MEMBERS: &str = "Search members";
pub const NO_MEMBERS_TITLE: &str = "No members yet";
pub const NO_MEMBERS: &str = "Add people here, or select them in the list of users.";
pub const NO_MEMBER_MATCH_TITLE: &str = "No matching members";
pub const NO_MEMBER_MATCH: &str = "Search for another name, username, email or employee number.";
pub const NO_APPLICATIONS_TITLE: &str = "No applications yet";
pub const NO_APPLICATIONS: &str =
    "To assign an application to this group, open the application's panel and choose Access.";
pub const SHOW_USERS: &str = "Show in Users";
pub const ADD_MEMBERS: &str = "Add members";
pub const ALREADY_IN: &str = "Already a member";
pub const CHOOSE_USERS: &str = "Choose at least one user";

/// The words for choosing users.
pub const USERS: PickerWords = PickerWords {
    label: "Users",
    search: "Find users",
    search_in: super::users::SEARCH_IN,
    nothing: "No matching users",
    more: "There are more matches. Search to find others.",
};

pub fn add_members_to(name: &str) -> String {
    format!("Add members to {name}")
}

/// The button: "Add 2 members".
pub fn add_count(n: usize) -> String {
    match n {
        0 => ADD_MEMBERS.to_owned(),
        n => format!("Add {}", members(n as u64)),
    }
}

pub fn added_count(n: usize, group: &str) -> String {
    format!(
        "{} added to {group}",
        super::count(n as u64, "user", "users")
    )
}

/// What was refused, each with its reason.
pub fn not_added(refused: &[(String, String)]) -> String {
    let lines: Vec<_> = refused
        .iter()
        .map(|(name, why)| format!("{name}: {why}"))
        .collect();
    format!("Not added: {}", lines.join("; "))
}

pub fn added(user: &str, group: &str) -> String {
    format!("{user} added to {group}")
}

pub fn removed(user: &str, group: &str) -> String {
    format!("{user} removed from {group}")
}

/// What follows "Undo" for screen readers.
pub fn undo_rest(what: &str) -> String {
    format!("removing {what}")
}

// The user's panel.
pub const TAB: &str = "Groups";
pub const NO_GROUPS_TITLE: &str = "Not in a group";
pub const NO_GROUPS: &str = "The groups that this user is in appear here.";
pub const ADD_TO: &str = "Add to group";
pub const ALREADY_THERE: &str = "Already in this group";
pub const CHOOSE_GROUP: &str = "Choose at least one group";

/// The words for choosing groups.
pub const GROUPS: PickerWords = PickerWords {
    label: "Groups",
    search: "Find groups",
    search_in: SEARCH_IN,
    nothing: "No matching groups",
    more: "There are more matches. Search to find others.",
};

pub fn add_user_to(name: &str) -> String {
    format!("Add {name} to groups")
}

/// The button: "Add to 2 groups".
pub fn add_to_count(n: usize) -> String {
    match n {
        0 | 1 => ADD_TO.to_owned(),
        n => format!("Add to {n} groups"),
    }
}

pub fn added_to_count(user: &str, n: usize) -> String {
    format!(
        "{user} added to {}",
        super::count(n as u64, "group", "groups")
    )
}

// The list of users.
pub const FILTER: &str = "Group";
pub const FIND: &str = "Find a group";
/// A group whose name is not loaded yet.
pub const UNKNOWN: &str = "…";
pub const GONE: &str = "Deleted group";
pub const BULK_ADD: &str = "Add to group…";
pub const BULK_REMOVE: &str = "Remove from group…";

/// The bulk action: "Add 2 users to Engineering".
pub fn add_users(users: u64, group: Option<&str>) -> String {
    let users = super::bulk::users(users);
    format!("Add {users} to {}", group.unwrap_or("a group"))
}

/// The bulk action: "Remove 2 users from Engineering".
pub fn remove_users(users: u64, group: Option<&str>) -> String {
    let users = super::bulk::users(users);
    format!("Remove {users} from {}", group.unwrap_or("a group"))
}

#[cfg(test)]
mod tests {
    use super::{delete_body, takes_away};

    #[test]
    fn a_deletion_says_which_applications_it_takes_away() {
        let names = ["Grafana", "Wiki"].map(str::to_owned);
        let told = |names: &[String], total| takes_away("Sales", names, total);
        assert_eq!(told(&[], 0), "No application is assigned to Sales.");
        assert!(told(&names[..1], 1).starts_with("1 application is assigned to Sales: Grafana. "));
        let all = "2 applications are assigned to Sales: Grafana, Wiki. ";
        assert!(told(&names, 2).starts_with(all));
        let some = "1,200 applications are assigned to Sales: Grafana, Wiki and 1,198 more. ";
        assert!(told(&names, 1_200).starts_with(some));
    }

    #[test]
    fn a_deletion_says_whom_it_affects() {
        assert!(delete_body("Sales", 0).starts_with("Sales has no members."));
        assert!(delete_body("Sales", 1).starts_with("Its 1 member stays a user, but loses"));
        assert!(delete_body("Sales", 1_200).starts_with("Its 1,200 members stay users, but lose"));
    }
}
