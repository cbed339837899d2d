//! The groups or the people that an application is assigned to.

use client::Error;
use contract::applications::PreviewApplication;
use contract::ids::{ApplicationId, GroupId, UserId};
use contract::page::ListQuery;
use leptos::prelude::*;
use portal_kit::api::api;
use portal_kit::me::Reload;
use rules::role::Permission;
use ui_kit::prelude::*;
use uuid::Uuid;

use super::super::actions::ItemActions;
use super::assign;
use crate::address::{GROUPS, USERS};
use crate::components::{LineNames, LoadMoreList, Part, keep_focus, removable_line};
use crate::previews::{Affected, Proposed};
use crate::session::may;
use crate::words::applications as words;

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

impl Whom {
    async fn page(self, id: ApplicationId, cursor: Option<String>) -> Result<Part<Line>, Error> {
        let query = ListQuery {
            limit: Some(LINES),
            cursor,
            ..ListQuery::default()
        };
        let (items, next) = match self {
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
        let total = None;
        Ok(Part { items, next, total })
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

    /// The proposal to assign the application to some and to remove it from others.
    pub fn proposed(self, id: ApplicationId, assign: Vec<Uuid>, unassign: Vec<Uuid>) -> Proposed {
        let groups = |ids: Vec<Uuid>| ids.into_iter().map(GroupId).collect();
        let users = |ids: Vec<Uuid>| ids.into_iter().map(UserId).collect();
        let body = match self {
            Self::Groups => PreviewApplication {
                assign_groups: groups(assign),
                unassign_groups: groups(unassign),
                ..PreviewApplication::default()
            },
            Self::Users => PreviewApplication {
                assign_users: users(assign),
                unassign_users: users(unassign),
                ..PreviewApplication::default()
            },
        };
        Proposed::Application(id, Box::new(body))
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
    let assigned = LoadMoreList::<Line>::new(keep_focus);
    let load = move |cursor| assigned.load(cursor, |cursor| whom.page(id, cursor));
    // Not after a removal: the line stays, with a button that undoes it.
    let reload = Reload::default();
    reload.on(move || load(None));
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
    let again = move || reload.run();
    let affected = Affected::new(None, None);
    let line = move |one| line(whom, (id, application), one, actions, affected);
    view! {
        <Section title=title actions=button>
            {assigned.lines(none, again, line)}
            {assigned.more(None, load)}
        </Section>
        {assign::dialog(whom, (id, application), adding, affected, added)}
        {affected.dialog()}
    }
    .into_any()
}

fn line(
    whom: Whom,
    (id, application): (ApplicationId, Signal<String>),
    one: Line,
    actions: ItemActions,
    affected: Affected,
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
    // Removing one person affects nobody else.
    let see = (whom == Whom::Groups && may(Permission::UsersRead)).then(|| {
        let rest = words::without(&name);
        let see = move || affected.show(whom.proposed(id, Vec::new(), vec![target]));
        view! {
            <div class="actions line-actions">
                <Button small=true variant=ButtonVariant::Quiet on_click=see>
                    {words::WHO_LOSES}<span class="hidden">" "{rest}</span>
                </Button>
            </div>
        }
    });
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
    let content = view! { <div class="grow">{content}{see}</div> }.into_any();
    removable_line(names, content, change, done, move || actions.bump())
}
