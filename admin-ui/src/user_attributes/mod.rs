//! Settings: the attributes that the organization adds to the profile of its users.

mod draft;
mod panel;
mod table;

use contract::page::Page as Items;
use contract::user_attributes::AttributeDefinition;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use portal_kit::api::api;
use portal_kit::fetched::Fetched;
use rules::role::Permission;
use ui_kit::prelude::*;

use crate::address::USER_ATTRIBUTES;
use crate::components::not_permitted;
use crate::list::List;
use crate::route::Panel;
use crate::session::may;
use crate::words::user_attributes as words;

/// The user attributes tab.
#[component]
pub fn AttributesSettings() -> AnyView {
    let list = List::new(USER_ATTRIBUTES, "");
    let all = Fetched::<Items<AttributeDefinition>>::new();
    let changed = RwSignal::new(0_u32);
    Effect::new(move || {
        changed.track();
        all.load(async { api().user_attributes().await });
    });
    let path = use_location().pathname;
    let panel = Memo::new(move |_| path.with(|path| Panel::of(path, USER_ATTRIBUTES)));
    let actions = move || {
        may(Permission::OrganizationWrite).then(|| {
            view! {
                <LinkButton href=Signal::derive(move || list.over("new", &[])) icon=Icon::Plus>{words::NEW}</LinkButton>
            }
        })
    };
    // The panel of one opens as soon as the list has it, and is not built again when the list reloads.
    let opened = Memo::new(move |_| match panel.get() {
        Panel::One(id) => all.value.with(|page| {
            let items = page.as_ref().map(|page| page.items.iter());
            let found = items.and_then(|mut items| items.find(|one| one.id.0 == id).cloned());
            found.map(|one| (one.id, one.version, one))
        }),
        Panel::Closed | Panel::New => None,
    });
    let over = move || match (panel.get(), opened.get()) {
        (Panel::Closed, _) | (Panel::One(_), None) => ().into_any(),
        (Panel::New, _) if !may(Permission::OrganizationWrite) => not_permitted(list),
        (Panel::New, _) => {
            view! { <panel::AttributePanel list=list changed=changed of=None/> }.into_any()
        }
        (Panel::One(_), Some((.., one))) => {
            view! { <panel::AttributePanel list=list changed=changed of=Some(one)/> }.into_any()
        }
    };
    view! {
        <Section title=words::TITLE lead=words::LEAD actions=actions>
            {table::view(list, all, changed)}
        </Section>
        {over}
    }
    .into_any()
}
