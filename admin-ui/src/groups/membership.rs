//! Removing a user from a group, and putting them back.

use contract::ids::{GroupId, UserId};
use leptos::prelude::*;
use portal_kit::api::api;

use crate::components::{LineNames, removable_line};
use crate::words::groups as words;

/// A user in a group.
#[derive(Clone)]
pub struct Membership {
    /// The group.
    pub group: GroupId,
    /// Its name.
    pub group_name: String,
    /// The user.
    pub user: UserId,
    /// Their name.
    pub user_name: String,
}

/// A line of a list that removes the user from the group. `what` is the name of the line. `then` runs
/// after each change.
pub fn membership_line(
    of: Membership,
    what: String,
    content: AnyView,
    then: impl Fn() + Copy + Send + Sync + 'static,
) -> AnyView {
    let names = LineNames {
        undo: words::undo_rest(&what),
        remove: what,
    };
    let (group, user) = (of.group, of.user);
    let change = move |back: bool| async move {
        if back {
            api().add_group_member(group, user).await
        } else {
            api().remove_group_member(group, user).await
        }
    };
    let done = move |back: bool| {
        if back {
            words::added(&of.user_name, &of.group_name)
        } else {
            words::removed(&of.user_name, &of.group_name)
        }
    };
    removable_line(names, content, change, done, then)
}
