//! Settings: API keys.

mod create;
mod table;

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use portal_kit::api::api;
use rules::role::Permission;
use ui_kit::prelude::*;

use crate::address::API_KEYS;
use crate::components::ListPage;
use crate::list::List;
use crate::route::Panel;
use crate::session::may;
use crate::words::api_keys as words;

/// The API keys tab.
#[component]
pub fn ApiKeysSettings() -> AnyView {
    if !may(Permission::ApiKeysWrite) {
        return view! {
            <Card><EmptyState icon=Icon::Key title=words::NOT_ALLOWED_TITLE>{words::NOT_ALLOWED}</EmptyState></Card>
        }
        .into_any();
    }
    let list = List::new(API_KEYS, "");
    let changed = RwSignal::new(0_u32);
    let keys = ListPage::load(list, changed, |query| async move {
        api().api_keys(&query).await
    });
    let path = use_location().pathname;
    let panel = Memo::new(move |_| path.with(|path| Panel::of(path, API_KEYS)));
    let actions = move || {
        view! {
            <LinkButton href=Signal::derive(move || list.over("new", &[])) icon=Icon::Plus>{words::NEW}</LinkButton>
        }
    };
    view! {
        <Section title=words::TITLE lead=words::LEAD actions=actions>
            <p><TextLink href=words::DOCS_ADDRESS external=true>{words::DOCS}</TextLink></p>
            {table::view(keys, changed)}
        </Section>
        {move || (panel.get() == Panel::New).then(|| view! { <create::CreatePanel list=list changed=changed/> })}
    }
    .into_any()
}
