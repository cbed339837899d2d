//! The actions of an administrator on an import.

use client::Error;
use contract::imports::UserImport;
use portal_kit::api::api;
use rules::role::Permission;
use strum_macros::VariantArray;
use ui_kit::prelude::*;

use crate::item_actions::{ItemAction, Question};
use crate::session::may;
use crate::words::imports as words;

/// An action on an import.
#[derive(Clone, Copy, Debug, PartialEq, Eq, VariantArray)]
pub enum ImportAction {
    Delete,
}

impl ItemAction for ImportAction {
    type Item = UserImport;

    const REMOVE: Self = Self::Delete;

    fn fits(self, import: &UserImport) -> bool {
        may(Permission::UsersWrite) && import.state.may_delete()
    }

    fn look(self) -> (Icon, &'static str) {
        (Icon::Trash, words::DELETE)
    }

    fn question(self, import: &UserImport) -> Option<Question> {
        Some(Question {
            title: words::delete_title(&import.file_name),
            body: words::delete_body(import.state.has_begun()).to_owned(),
            verb: words::DELETE_IMPORT,
        })
    }

    fn call(
        self,
        import: &UserImport,
        _keep: bool,
    ) -> impl Future<Output = Result<Option<UserImport>, Error>> + 'static {
        let id = import.id;
        async move { api().delete_import(id).await.map(|()| None) }
    }

    fn done(self, import: &UserImport) -> String {
        words::deleted(&import.file_name)
    }
}

/// The actions of the imports page.
pub type ItemActions = crate::item_actions::ItemActions<ImportAction>;
