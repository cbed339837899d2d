//! The groups or the people that an application is assigned to.

use client::Error;
use contract::ids::{ApplicationId, GroupId, UserId};
use contract::page::ListQuery;
use leptos::prelude::*;
use portal_kit::api::api;
use portal_kit::failure;
use portal_kit::fetched::Fetched;
use portal_kit::me::Reload;
use rules::role::Permission;
use ui_kit::prelude::*;
use uuid::Uuid;

use super::super::actions::ItemActions;
use super::assign;
use crate::address::{GROUPS, USERS};
use crate::components::{LineNames, keep_focus, removable_line};
use crate::session::may;
use crate::words::{self as all, applications as words};

/// Lines per page.
const LINES: u8 = 25;

/// What an application is assigned to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Whom {
    Groups,
    Users,
}

/// A group or a person.
#[derive(Clone)]
struct Line {
    id: Uuid,
    name: String,
    /// The address of a person.
    email: Option<String>,
}

/// The lines of a page, and the cursor of the next one.
#[derive(Clone)]
struct Lines {
    lines: Vec<Line>,
    next: Option<String>,
    /// Whether it is the first page.
    first: bool,
}

impl Whom {
    async fn page(self, id: ApplicationId, cursor: Option<String>) -> Result<Lines, Error> {
        let first = cursor.is_none();
        let query = ListQuery {
            limit: Some(LINES),
            cursor,
            ..ListQuery::default()
        };
        let (lines, next) = match self {
            Self::Groups => {
                let page = api().application_groups(id, &query).await?;
                let lines = page.items.into_iter().map(|group| Line {
                    id: group.id.0,
                    name: group.name,
                    email: None,
                });
                (lines.collect(), page.next_cursor)
            }
            Self::Users => {
                let page = api().application_users(id, &query).await?;
                let lines = page.items.into_iter().map(|user| Line {
                    id: user.id.0,
                    name: user.name,
                    email: Some(user.email),
                });
                (lines.collect(), page.next_cursor)
            }
        };
        Ok(Lines { lines, next, first })
    }

    /// Assigns the application.
    pub async fn assign(self, id: ApplicationId, whom: Uuid) -> Result<(), Error> {
        match self {
            Self::Groups => api().assign_application_to_group(id, GroupId(whom)).await,
            Self::Users => api().assign_application_to_user(id, UserId(whom)).await,
        }
    }

    async fn unassign(self, id: ApplicationId, whom: Uuid) -> Result<(), Error> {
        match self {
            Self::Groups => {
                api()
                    .unassign_application_from_group(id, GroupId(whom))
                    .await
            }
            Self::Users => api().unassign_application_from_user(id, UserId(whom)).await,
        }
    }

    /// The heading, what is said without any, and the button that adds some.
    const fn words(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Groups => (words::GROUPS, words::NO_GROUPS, words::ASSIGN_GROUPS),
            Self::Users => (words::PEOPLE, words::NO_PEOPLE, words::ASSIGN_PEOPLE),
        }
    }
}

/// The list, with a dialog that adds to it.
pub(super) fn view(
    whom: Whom,
    id: ApplicationId,
    application: Signal<String>,
    actions: ItemActions,
) -> AnyView {
    let page = Fetched::<Lines>::new();
    let seen = RwSignal::new(Vec::<Line>::new());
    let load = move |cursor| page.load(whom.page(id, cursor));
    // Not after a removal: the line stays, with a button that undoes it.
    let reload = Reload::default();
    reload.on(move || load(None));
    Effect::new(move || {
        if let Some(page) = page.value.get() {
            seen.update(|seen| {
                if page.first {
                    seen.clear();
                }
                seen.extend(page.lines);
            });
            keep_focus();
        }
    });
    let next = move || page.value.with(|page| page.as_ref()?.next.clone());
    let more = move || {
        next().map(|cursor| {
            let load = move || load(Some(cursor.clone()));
            view! {
                <div class="actions">
                    <Button small=true variant=ButtonVariant::Secondary busy=page.busy on_click=load>{all::MORE}</Button>
                </div>
            }
        })
    };
    let (title, none, add) = whom.words();
    let adding = RwSignal::new(false);
    let button = move || {
        may(Permission::ApplicationsWrite).then(|| {
            view! {
                <Button small=true variant=ButtonVariant::Secondary icon=Icon::Plus
                    on_click=move || adding.set(true)>{add}</Button>
            }
        })
    };
    let added = move || {
        reload.run();
        actions.bump();
    };
    let lines = move || match (page.waiting(), page.failure.get(), seen.get()) {
        (true, ..) => view! { <Skeleton lines=3/> }.into_any(),
        (_, Some(error), _) => failure::notice(&error, move || reload.run()),
        (_, None, seen) if seen.is_empty() => view! { <p class="muted">{none}</p> }.into_any(),
        (_, None, seen) => {
            let line = |one| line(whom, (id, application), one, actions);
            view! { <ul class="log">{seen.into_iter().map(line).collect_view()}</ul> }.into_any()
        }
    };
    view! {
        <Section title=title actions=button>
            {lines}
            {more}
        </Section>
        {assign::dialog(whom, (id, application), adding, added)}
    }
    .into_any()
}

fn line(
    whom: Whom,
    (id, application): (ApplicationId, Signal<String>),
    one: Line,
    actions: ItemActions,
) -> AnyView {
    let Line {
        id: target,
        name,
        email,
    } = one;
    let content = match (whom, email) {
        (Whom::Users, Some(email)) => {
            let href = format!("{USERS}/{target}");
            view! { <PersonLine name=name.clone() email=email href=href/> }.into_any()
        }
        _ => {
            let href = format!("{GROUPS}/{target}");
            view! { <IconLine icon=Icon::Group title=name.clone() href=href/> }.into_any()
        }
    };
    if !may(Permission::ApplicationsWrite) {
        return view! { <li><div class="grow">{content}</div></li> }.into_any();
    }
    let names = LineNames {
        undo: words::undo_rest(&name),
        remove: name.clone(),
    };
    let change = move |back: bool| async move {
        if back {
            whom.assign(id, target).await
        } else {
            whom.unassign(id, target).await
        }
    };
    let done = move |back: bool| {
        let application = application.get_untracked();
        if back {
            words::assigned_to(&application, &name)
        } else {
            words::taken_from(&application, &name)
        }
    };
    let content = view! { <div class="grow">{content}</div> }.into_any();
    removable_line(names, content, change, done, move || actions.bump())
}
