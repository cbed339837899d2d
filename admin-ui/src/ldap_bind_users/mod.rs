//! Settings: bind users of the LDAP directory.

mod create;
mod table;

use contract::ldap_bind_users::LdapBindUser;
use contract::page::Page as Items;
use leptos::prelude::*;
use leptos_router::hooks::use_location;
use portal_kit::api::api;
use portal_kit::fetched::Fetched;
use rules::role::Permission;
use ui_kit::prelude::*;

use crate::address::BIND_USERS;
use crate::components::{new_link, not_permitted};
use crate::list::List;
use crate::route::Panel;
use crate::session::may;
use crate::words::ldap_bind_users as words;

/// The bind users tab.
#[component]
pub fn BindUsersSettings() -> AnyView {
    let list = List::new(BIND_USERS, "");
    let bind_users = Fetched::<Items<LdapBindUser>>::new();
    let changed = RwSignal::new(0_u32);
    Effect::new(move || {
        changed.track();
        let request = list.request();
        bind_users.load(async move { api().ldap_bind_users(&request).await });
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
            {table::view(list, bind_users, changed)}
        </Section>
        {creating}
    }
    .into_any()
}
