//! The actions of an administrator on a group.

use client::Error;
use contract::groups::Group;
use leptos::prelude::*;
use portal_kit::api::api;
use rules::role::Permission;
use strum_macros::VariantArray;
use ui_kit::prelude::*;

use super::applications;
use crate::item_actions::{ItemAction, Question};
use crate::session::may;
use crate::words::groups as words;

/// An action on a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, VariantArray)]
pub enum GroupAction {
    Delete,
}

impl ItemAction for GroupAction {
    type Item = Group;

    const REMOVE: Self = Self::Delete;

    fn fits(self, _group: &Group) -> bool {
        may(Permission::GroupsWrite)
    }

    fn look(self) -> (Icon, &'static str) {
        (Icon::Trash, words::DELETE)
    }

    fn question(self, group: &Group) -> Option<Question> {
        Some(Question {
            title: words::delete_title(&group.name),
            body: words::delete_body(&group.name, group.members),
            verb: words::DELETE_GROUP,
        })
    }

    fn detail(self, group: &Group, _keep: RwSignal<bool>) -> Option<AnyView> {
        may(Permission::ApplicationsRead).then(|| applications::lost(group))
    }

    fn call(
        self,
        group: &Group,
        _keep: bool,
    ) -> impl Future<Output = Result<Option<Group>, Error>> + 'static {
        let (id, version) = (group.id, group.version);
        async move { api().delete_group(id, version).await.map(|()| None) }
    }

    fn done(self, group: &Group) -> String {
        words::deleted(&group.name)
    }
}

/// The actions of the groups page.
pub type ItemActions = crate::item_actions::ItemActions<GroupAction>;
