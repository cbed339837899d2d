//! What a bulk action does.

use client::Error;
use contract::bulk::{BulkAction, BulkRequest, BulkResult};
use contract::groups::ChangeMembers;
use contract::ids::{GroupId, UserId};
use portal_kit::api::api;
use rules::role::Permission;
use ui_kit::prelude::Icon;

use crate::bulk_jobs::is_dangerous;
use crate::session::may;
use crate::words::{bulk as words, groups};

/// A bulk action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MenuAction {
    /// An action on the accounts.
    Account(BulkAction),
    /// Adds the users to a group.
    AddToGroup,
    /// Removes the users from a group.
    RemoveFromGroup,
}

/// All bulk actions, in menu order.
const ALL: [(MenuAction, Icon); 10] = [
    (MenuAction::Account(BulkAction::Unlock), Icon::Unlock),
    (
        MenuAction::Account(BulkAction::ResendActivation),
        Icon::Mail,
    ),
    (
        MenuAction::Account(BulkAction::SendPasswordReset),
        Icon::Mail,
    ),
    (MenuAction::Account(BulkAction::ExpirePassword), Icon::Clock),
    (MenuAction::Account(BulkAction::RequireMfa), Icon::Shield),
    (MenuAction::AddToGroup, Icon::Group),
    (MenuAction::RemoveFromGroup, Icon::Group),
    (MenuAction::Account(BulkAction::Activate), Icon::Play),
    (MenuAction::Account(BulkAction::Suspend), Icon::Pause),
    (MenuAction::Account(BulkAction::Delete), Icon::Trash),
];

impl MenuAction {
    /// The actions that the administrator's role allows, with their icons.
    pub fn allowed() -> impl Iterator<Item = (Self, Icon)> {
        ALL.into_iter().filter(|(act, _)| may(act.needs()))
    }

    fn needs(self) -> Permission {
        match self {
            Self::Account(action) => action.needs(),
            Self::AddToGroup | Self::RemoveFromGroup => Permission::GroupsWrite,
        }
    }

    /// Whether it needs a group.
    pub fn has_group(self) -> bool {
        !matches!(self, Self::Account(_))
    }

    /// Whether it takes something from the users that they notice immediately.
    pub fn is_dangerous(self) -> bool {
        matches!(self, Self::Account(action) if is_dangerous(action.into()))
    }

    /// Its name in the menu.
    pub fn name(self) -> &'static str {
        match self {
            Self::Account(action) => words::action(action),
            Self::AddToGroup => groups::BULK_ADD,
            Self::RemoveFromGroup => groups::BULK_REMOVE,
        }
    }

    /// The action with the number of users, as on the button.
    pub fn on(self, users: u64, group: Option<&str>) -> String {
        match self {
            Self::Account(action) => words::action_on(action, users),
            Self::AddToGroup => groups::add_users(users, group),
            Self::RemoveFromGroup => groups::remove_users(users, group),
        }
    }

    /// The question before it.
    pub fn title(self, users: u64) -> String {
        match self {
            Self::Account(action) => words::title(action, users),
            _ => self.on(users, None),
        }
    }

    /// The action with the group that it needs; `None` without one.
    pub fn with(self, group: Option<GroupId>) -> Option<Change> {
        match self {
            Self::Account(action) => Some(Change::Account(action)),
            Self::AddToGroup => group.map(Change::AddTo),
            Self::RemoveFromGroup => group.map(Change::RemoveFrom),
        }
    }
}

/// A bulk action with everything that it needs.
#[derive(Clone, Copy)]
pub(super) enum Change {
    Account(BulkAction),
    AddTo(GroupId),
    RemoveFrom(GroupId),
}

impl Change {
    /// Performs it on these users.
    pub async fn send(self, ids: Vec<UserId>) -> Result<BulkResult, Error> {
        let api = api();
        match self {
            Self::Account(action) => api.bulk_users(&BulkRequest { action, ids }).await,
            Self::AddTo(group) => {
                let body = ChangeMembers {
                    add: ids,
                    ..ChangeMembers::default()
                };
                api.change_group_members(group, &body).await
            }
            Self::RemoveFrom(group) => {
                let body = ChangeMembers {
                    remove: ids,
                    ..ChangeMembers::default()
                };
                api.change_group_members(group, &body).await
            }
        }
    }
}
