//! The table of networks or of hosts, and the questions before one is deleted or its secret is replaced.

use std::future::Future;

use client::Error;
use leptos::prelude::*;
use rules::role::Permission;
use rules::time::Timestamp;
use ui_kit::prelude::*;
use uuid::Uuid;

use crate::components::{ListPage, NamedQuestion, confirm_named, none_yet, secret_card};
use crate::list::List;
use crate::session::may;
use crate::words::{self as all, resources as words};

/// A network or a host.
pub trait ListedResource: Clone + Send + Sync + 'static {
    /// The icon of the empty list.
    const ICON: Icon;
    /// What the table and its dialogs say.
    const WORDS: &'static words::Table;

    /// Its row in the table.
    fn as_row(&self) -> ResourceRow<'_>;

    /// Deletes it.
    fn delete(self) -> impl Future<Output = Result<(), Error>> + 'static;

    /// Replaces its secret. Returns the new one.
    fn replace(self) -> impl Future<Output = Result<String, Error>> + 'static;
}

/// The contents of a row.
pub struct ResourceRow<'a> {
    /// The identifier.
    pub id: Uuid,
    /// The version.
    pub version: u64,
    /// The name.
    pub name: &'a str,
    /// The line below the name.
    pub detail: Option<&'a str>,
    /// Whether everyone has access.
    pub everyone: bool,
    /// The names of the groups that have access.
    pub groups: Vec<&'a str>,
    /// When its secret was last used.
    pub last_used_at: Option<Timestamp>,
}

/// The one that is to be deleted, and the one whose secret is to be replaced.
type Asking<T> = (RwSignal<Option<T>>, RwSignal<Option<T>>);

/// The table.
pub fn table<T: ListedResource>(resources: ListPage<T>, changed: RwSignal<u32>) -> AnyView {
    let list = resources.list;
    let asking: Asking<T> = (RwSignal::new(None), RwSignal::new(None));
    let secret = RwSignal::new(None::<String>);
    let key = |one: &T| {
        let row = one.as_row();
        (row.id, row.version, row.last_used_at)
    };
    let table = move || {
        view! {
            <TableFrame label=T::WORDS.label busy=resources.page.busy>
                <thead><tr>
                    <th scope="col">{words::NAME}</th>
                    <th scope="col">{words::ACCESS}</th>
                    <th scope="col" class="w8">{words::LAST_USED}</th>
                    <th scope="col" class="menu"><span class="hidden">{all::ACTIONS}</span></th>
                </tr></thead>
                <tbody>
                    {move || resources.page.waiting().then(|| view! { <SkeletonRows columns=4 rows=3/> })}
                    <For each=move || resources.items() key=key let:one>
                        {row(list, asking, one)}
                    </For>
                </tbody>
            </TableFrame>
        }
        .into_any()
    };
    let nothing = || none_yet(T::ICON, T::WORDS.empty_title, T::WORDS.empty);
    view! {
        {secret_card(secret, T::WORDS.secret, T::WORDS.secret_once)}
        {resources.view(table, nothing)}
        {questions(asking, secret, changed)}
    }
    .into_any()
}

fn row<T: ListedResource>(list: List, (delete, replace): Asking<T>, one: T) -> AnyView {
    let row = one.as_row();
    let label = words::actions_for(row.name);
    let menu = may(Permission::OrganizationWrite).then(|| {
        let of = one.clone();
        let items = Signal::derive(move || {
            let edit = list.over(&of.as_row().id.to_string(), &[]);
            let (replaced, deleted) = (of.clone(), of.clone());
            let replace = move || replace.set(Some(replaced.clone()));
            let delete = move || delete.set(Some(deleted.clone()));
            vec![
                MenuItem::link(Icon::Settings, words::EDIT, edit),
                MenuItem::action(Icon::Key, T::WORDS.replace, replace).danger(),
                MenuItem::action(Icon::Trash, words::DELETE, delete).danger(),
            ]
        });
        view! { <Menu label=label items=items/> }
    });
    let name = view! { <p class="strong clip wide">{row.name.to_owned()}</p> };
    let name = match row.detail {
        None => name.into_any(),
        Some(detail) => view! {
            <div class="two-lines">
                {name}
                <p class="muted small clip wide">{detail.to_owned()}</p>
            </div>
        }
        .into_any(),
    };
    let access = words::access(row.everyone, &row.groups);
    let used = row.last_used_at.map(|at| relative(at.into()));
    view! {
        <tr>
            <td class="main">{name}</td>
            <td data-label=words::ACCESS><span class="clip wide">{access}</span></td>
            <td data-label=words::LAST_USED class="muted">
                {used.unwrap_or_else(|| all::NEVER.to_owned())}
            </td>
            <td class="menu">{menu}</td>
        </tr>
    }
    .into_any()
}

/// The dialogs. A new secret is given to `secret`.
fn questions<T: ListedResource>(
    (delete, replace): Asking<T>,
    secret: RwSignal<Option<String>>,
    changed: RwSignal<u32>,
) -> AnyView {
    let to_delete = NamedQuestion {
        title: words::delete_title,
        body: T::WORDS.delete_body,
        verb: words::DELETE,
        done: words::deleted,
    };
    let to_replace = NamedQuestion {
        title: T::WORDS.replace_title,
        body: |_| T::WORDS.replace_body.to_owned(),
        verb: T::WORDS.replace,
        done: T::WORDS.replaced,
    };
    let replaced = move |one: T| async move {
        let new = one.replace().await;
        new.map(|new| {
            secret.try_set(Some(new));
        })
    };
    view! {
        {confirm_named(delete, to_delete, name::<T>, changed, T::delete)}
        {confirm_named(replace, to_replace, name::<T>, changed, replaced)}
    }
    .into_any()
}

fn name<T: ListedResource>(one: &T) -> &str {
    one.as_row().name
}
