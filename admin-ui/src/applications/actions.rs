//! The actions of an administrator on an application.

use client::Error;
use contract::applications::{Application, UpdateApplication};
use portal_kit::api::api;
use rules::role::Permission;
use strum_macros::VariantArray;
use ui_kit::prelude::*;

use crate::item_actions::{ItemAction, Question};
use crate::session::may;
use crate::words::applications as words;

/// An action on an application.
#[derive(Clone, Copy, Debug, PartialEq, Eq, VariantArray)]
pub enum ApplicationAction {
    Enable,
    Disable,
    Delete,
}

impl ItemAction for ApplicationAction {
    type Item = Application;

    const REMOVE: Self = Self::Delete;

    fn fits(self, one: &Application) -> bool {
        let fits = match self {
            Self::Enable => !one.enabled,
            Self::Disable => one.enabled,
            Self::Delete => true,
        };
        fits && may(Permission::ApplicationsWrite)
    }

    fn look(self) -> (Icon, &'static str) {
        match self {
            Self::Enable => (Icon::Play, words::ENABLE),
            Self::Disable => (Icon::Pause, words::DISABLE),
            Self::Delete => (Icon::Trash, words::DELETE),
        }
    }

    fn question(self, one: &Application) -> Option<Question> {
        let who = words::open_to(one).to_lowercase();
        let (title, body, verb) = match self {
            Self::Enable => return None,
            Self::Disable => (
                words::disable_title(&one.name),
                words::disable_body(&who),
                words::DISABLE_APPLICATION,
            ),
            Self::Delete => (
                words::delete_title(&one.name),
                words::delete_body(&one.name, &who),
                words::DELETE_APPLICATION,
            ),
        };
        Some(Question { title, body, verb })
    }

    fn call(
        self,
        one: &Application,
        _keep: bool,
    ) -> impl Future<Output = Result<Option<Application>, Error>> + 'static {
        let (id, version) = (one.id, one.version);
        let body = UpdateApplication {
            enabled: Some(self == Self::Enable),
            ..UpdateApplication::default()
        };
        async move {
            match self {
                Self::Enable | Self::Disable => {
                    let changed = api().update_application(id, version, &body).await;
                    changed.map(Some)
                }
                Self::Delete => api().delete_application(id, version).await.map(|()| None),
            }
        }
    }

    fn done(self, one: &Application) -> String {
        match self {
            Self::Enable => words::enabled(&one.name),
            Self::Disable => words::disabled(&one.name),
            Self::Delete => words::deleted(&one.name),
        }
    }
}

/// The actions of the applications page.
pub type ItemActions = crate::item_actions::ItemActions<ApplicationAction>;
