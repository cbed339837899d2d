//! Settings: bind users of the LDAP directory.

mod create;
mod table;

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use portal_kit::api::api;
use rules::role::Permission;
use ui_kit::prelude::*;

use crate::address::BIND_USERS;
use crate::components::{ListPage, new_link, not_permitted};
use crate::list::List;
use crate::route::Panel;
use crate::session::may;
use crate::words::ldap_bind_users as words;

/// The bind users tab.
#[component]
pub fn BindUsersSettings() -> AnyView {
    let list = List::new(BIND_USERS, "");
    let changed = RwSignal::new(0_u32);
    let bind_users = ListPage::load(list, changed, |query| async move {
        api().ldap_bind_users(&query).await
    });
    let path = use_location().pathname;
    let panel = Memo::new(move |_| path.with(|path| Panel::of(path, BIND_USERS)));
    let creating = move || {
        (panel.get() == Panel::New).then(|| {
            if may(Permission::OrganizationWrite) {
                view! { <create::CreatePanel list=list changed=changed/> }.into_any()
            } else {
                not_permitted(list)
            }
        })
    };
    let actions = move || new_link(list, Permission::OrganizationWrite, words::NEW);
    view! {
        <Section title=words::TITLE lead=words::LEAD actions=actions>
            {table::view(bind_users, changed)}
        </Section>
        {creating}
    }
    .into_any()
}
