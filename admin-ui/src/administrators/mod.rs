//! Administrators: the list, and the panels over it.

mod actions;
mod invite;
mod panel;
mod table;

use contract::administrators::Administrator;
use contract::ids::AdministratorId;
use contract::page::Page as Items;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use portal_kit::api::api;
use portal_kit::fetched::Fetched;
use rules::role::Permission;
use ui_kit::prelude::*;

use crate::address::ADMINISTRATORS;
use crate::components::{focus_row, keep_row};
use crate::list::List;
use crate::route::Panel;
use crate::session::may;
use crate::words::administrators as words;

use actions::AccountActions;

/// The list, and the panel for the address.
#[component]
pub fn AdministratorsPage() -> AnyView {
    let list = List::new(ADMINISTRATORS, "name");
    let all = Fetched::<Items<Administrator>>::new();
    let actions = AccountActions::new();
    let again = RwSignal::new(0_u32);
    Effect::new(move || {
        actions.changed.track();
        again.track();
        let request = list.request();
        all.load(async move {
            let page = api().administrators(&request).await;
            keep_row();
            page
        });
    });
    let path = use_location().pathname;
    let panel = Memo::new(move |_| path.with(|path| Panel::of(path, ADMINISTRATORS)));
    Effect::new(move |before: Option<Panel>| {
        let now = panel.get();
        if let (Some(Panel::One(id)), Panel::Closed) = (before, now) {
            focus_row(format!("{ADMINISTRATORS}/{id}"));
        }
        now
    });
    let over = move || match panel.get() {
        Panel::Closed => ().into_any(),
        Panel::New => view! { <invite::InvitePanel list=list actions=actions/> }.into_any(),
        Panel::One(id) => {
            view! { <panel::AdministratorPanel id=AdministratorId(id) list=list actions=actions/> }
                .into_any()
        }
    };
    let invite = move || {
        let href = Signal::derive(move || list.over("new", &[]));
        may(Permission::AdministratorsWrite)
            .then(|| view! { <LinkButton href=href icon=Icon::Plus>{words::INVITE}</LinkButton> })
    };
    view! {
        <Page>
            <PageHeader title=words::TITLE lead=words::LEAD actions=invite/>
            {table::view(list, all, actions, move || again.update(|n| *n += 1))}
        </Page>
        {over}
        {actions.question(list)}
    }
    .into_any()
}
