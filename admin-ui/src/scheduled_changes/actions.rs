//! The actions of an administrator on a scheduled change.

use client::Error;
use contract::scheduled_changes::ScheduledChange;
use portal_kit::api::api;
use rules::role::Permission;
use strum_macros::VariantArray;
use ui_kit::prelude::*;

use crate::item_actions::{ItemAction, Question};
use crate::session::may;
use crate::words::scheduled_changes as words;

/// An action on a scheduled change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, VariantArray)]
pub enum ChangeAction {
    Cancel,
}

impl ItemAction for ChangeAction {
    type Item = ScheduledChange;

    const REMOVE: Self = Self::Cancel;

    fn fits(self, _: &ScheduledChange) -> bool {
        may(Permission::UsersWrite)
    }

    fn look(self) -> (Icon, &'static str) {
        (Icon::X, words::CANCEL)
    }

    // It can be scheduled again.
    fn question(self, _: &ScheduledChange) -> Option<Question> {
        None
    }

    fn call(
        self,
        change: &ScheduledChange,
        _keep: bool,
    ) -> impl Future<Output = Result<Option<ScheduledChange>, Error>> + 'static {
        let (user, id) = (change.user_id, change.id);
        async move {
            let canceled = api().cancel_scheduled_user_change(user, id).await;
            canceled.map(|()| None)
        }
    }

    fn done(self, change: &ScheduledChange) -> String {
        words::canceled(change.action)
    }
}

/// The actions of the page.
pub type ItemActions = crate::item_actions::ItemActions<ChangeAction>;
