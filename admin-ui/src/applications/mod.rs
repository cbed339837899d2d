//! Applications: the list, and the panels over it.

mod actions;
mod create;
mod draft;
mod editing;
mod fields;
mod hand_over;
mod mapped_input;
mod oidc_claims;
mod oidc_draft;
mod panel;
mod saml_attributes;
mod saml_certificates;
mod saml_consumers;
mod saml_draft;
mod saml_hand_over;
mod table;
mod toolbar;

use contract::ids::ApplicationId;
use leptos::prelude::*;
use portal_kit::api::api;
use rules::role::Permission;
use ui_kit::prelude::*;

use crate::address::APPLICATIONS;
use crate::components::{ListPage, new_link, not_permitted, panel_over};
use crate::list::List;
use crate::route::Panel;
use crate::session::may;
use crate::words::applications as words;

pub use panel::check_address;

use actions::ItemActions;

/// The list, and the panel for the address.
#[component]
pub fn ApplicationsPage() -> AnyView {
    let list = List::new(APPLICATIONS, "name");
    let actions = ItemActions::new();
    let applications = ListPage::load(list, actions.changed, |query| async move {
        api().applications(&query).await
    });
    let panel = panel_over(APPLICATIONS);
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
            .page
            .value
            .with(|page| page.as_ref().map(|page| page.total));
        let total = total.filter(|total| *total > 0);
        Some(total.map_or_else(|| words::LEAD.to_owned(), words::lead))
    };
    let new = move || new_link(list, Permission::ApplicationsWrite, words::NEW);
    view! {
        <Page>
            <PageHeader title=words::TITLE lead=Signal::derive(lead) actions=new/>
            {table::view(applications, actions)}
        </Page>
        {over}
        {actions.question(list)}
    }
    .into_any()
}
