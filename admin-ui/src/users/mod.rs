//! Users: the list, and the panels over it.

mod actions;
mod bulk;
mod bulk_csv;
mod create;
mod draft;
mod group_filter;
mod panel;
mod table;
mod temporary_password;
mod toolbar;

use contract::ids::UserId;
use contract::page::Page as Items;
use contract::users::{User, UserCounts};
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use portal_kit::api::api;
use portal_kit::fetched::Fetched;
use rules::role::Permission;
use ui_kit::prelude::*;

use crate::address::USERS;
use crate::components::{focus_row, keep_row, not_permitted};
use crate::list::List;
use crate::route::Panel;
use crate::session::may;
use crate::words::users as words;

pub use actions::{UserAction, act_when_open};

use actions::AccountActions;

/// The list, and the panel for the address.
#[component]
pub fn UsersPage() -> AnyView {
    let list = List::new(USERS, "name");
    let users = Fetched::<Items<User>>::new();
    let counts = Fetched::<UserCounts>::new();
    let actions = AccountActions::new();
    let bulk = bulk::Bulk::new(list);
    let again = RwSignal::new(0_u32);
    Effect::new(move || {
        actions.changed.track();
        again.track();
        let request = list.request();
        users.load(async move {
            let page = api().users(&request).await;
            keep_row();
            page
        });
    });
    Effect::new(move || {
        actions.changed.track();
        again.track();
        counts.load(async { api().user_counts().await });
    });

    let path = use_location().pathname;
    let panel = Memo::new(move |_| path.with(|path| Panel::of(path, USERS)));
    Effect::new(move |before: Option<Panel>| {
        let now = panel.get();
        if let (Some(Panel::One(id)), Panel::Closed) = (before, now) {
            focus_row(format!("{USERS}/{id}"));
        }
        now
    });
    let found = users.value;
    let over = move || match panel.get() {
        Panel::Closed => ().into_any(),
        Panel::New if !may(Permission::UsersWrite) => not_permitted(list),
        Panel::New => view! { <create::CreatePanel list=list actions=actions/> }.into_any(),
        Panel::One(id) => {
            view! { <panel::UserPanel id=UserId(id) list=list page=found actions=actions/> }
                .into_any()
        }
    };
    let total =
        Signal::derive(move || found.with(|page| page.as_ref().map_or(0, |page| page.total)));
    let lead = move || {
        let all = counts.value.get()?.total;
        let shown = list.narrowed().then(|| total.get());
        Some(words::lead(shown, all))
    };
    let new = move || {
        let href = Signal::derive(move || list.over("new", &[]));
        may(Permission::UsersWrite)
            .then(|| view! { <LinkButton href=href icon=Icon::Plus>{words::NEW}</LinkButton> })
    };
    view! {
        <Page>
            <PageHeader title=words::TITLE lead=Signal::derive(lead) actions=new/>
            {toolbar::view(list, counts.value, actions.changed)}
            {bulk::bar(bulk, list, total)}
            {table::view(list, users, (actions, bulk), move || again.update(|n| *n += 1))}
        </Page>
        {over}
        {actions.question(list)}
        {bulk::dialog(bulk, actions)}
        {temporary_password::view(actions)}
    }
    .into_any()
}
