//! Applications: the list, and the panels over it.

mod actions;
mod create;
mod draft;
mod editing;
mod fields;
mod panel;
mod table;

use contract::applications::Application;
use contract::ids::ApplicationId;
use contract::page::Page as Items;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use portal_kit::api::api;
use portal_kit::fetched::Fetched;
use rules::role::Permission;
use ui_kit::prelude::*;

use crate::address::APPLICATIONS;
use crate::components::{focus_row, keep_row, not_permitted};
use crate::list::List;
use crate::route::Panel;
use crate::session::may;
use crate::words::applications as words;

pub use panel::check_address;

use actions::AccountActions;

/// The list, and the panel for the address.
#[component]
pub fn ApplicationsPage() -> AnyView {
    let list = List::new(APPLICATIONS, "name");
    let applications = Fetched::<Items<Application>>::new();
    let actions = AccountActions::new();
    let again = RwSignal::new(0_u32);
    Effect::new(move || {
        actions.changed.track();
        again.track();
        let request = list.request();
        applications.load(async move {
            let page = api().applications(&request).await;
            keep_row();
            page
        });
    });
    let path = use_location().pathname;
    let panel = Memo::new(move |_| path.with(|path| Panel::of(path, APPLICATIONS)));
    Effect::new(move |before: Option<Panel>| {
        let now = panel.get();
        if let (Some(Panel::One(id)), Panel::Closed) = (before, now) {
            focus_row(format!("{APPLICATIONS}/{id}"));
        }
        now
    });
    let over = move || match panel.get() {
        Panel::Closed => ().into_any(),
        Panel::New if !may(Permission::ApplicationsWrite) => not_permitted(list),
        Panel::New => view! { <create::CreatePanel list=list actions=actions/> }.into_any(),
        Panel::One(id) => {
            let id = ApplicationId(id);
            view! { <panel::ApplicationPanel id=id list=list actions=actions/> }.into_any()
        }
    };
    let lead = move || {
        let total = applications
            .value
            .with(|page| page.as_ref().map(|page| page.total));
        let total = total.filter(|total| *total > 0);
        Some(total.map_or_else(|| words::LEAD.to_owned(), words::lead))
    };
    let new = move || {
        let href = Signal::derive(move || list.over("new", &[]));
        may(Permission::ApplicationsWrite)
            .then(|| view! { <LinkButton href=href icon=Icon::Plus>{words::NEW}</LinkButton> })
    };
    view! {
        <Page>
            <PageHeader title=words::TITLE lead=Signal::derive(lead) actions=new/>
            {table::view(list, applications, actions, move || again.update(|n| *n += 1))}
        </Page>
        {over}
        {actions.question(list)}
    }
    .into_any()
}
