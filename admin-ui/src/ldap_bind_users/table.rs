//! The table of bind users, and revoking one.

use contract::ldap_bind_users::{BindUserScope, LdapBindUser};
use leptos::prelude::*;
use portal_kit::api::api;
use rules::role::Permission;
use ui_kit::prelude::*;

use crate::components::{ListPage, NamedQuestion, confirm_named, none_yet};
use crate::session::may;
use crate::words::{self as all, ldap_bind_users as words};

pub(super) fn view(bind_users: ListPage<LdapBindUser>, changed: RwSignal<u32>) -> AnyView {
    let asking = RwSignal::new(None::<LdapBindUser>);
    let table = move || {
        view! {
            <TableFrame label=words::TITLE busy=bind_users.page.busy>
                <thead><tr>
                    <th scope="col">{words::NAME}</th>
                    <th scope="col">{words::READS}</th>
                    <th scope="col" class="w8">{words::LAST_USED}</th>
                    <th scope="col" class="p2">{words::CREATED}</th>
                    <th scope="col" class="menu"><span class="hidden">{all::ACTIONS}</span></th>
                </tr></thead>
                <tbody>
                    {move || bind_users.page.waiting().then(|| view! { <SkeletonRows columns=5 rows=3/> })}
                    <For each=move || bind_users.items() key=|one| (one.id, one.last_used_at) let:one>
                        {row(asking, one)}
                    </For>
                </tbody>
            </TableFrame>
        }
        .into_any()
    };
    let nothing = || none_yet(Icon::Key, words::EMPTY_TITLE, words::EMPTY);
    view! {
        {bind_users.view(table, nothing)}
        {question(asking, changed)}
    }
    .into_any()
}

fn row(asking: RwSignal<Option<LdapBindUser>>, one: LdapBindUser) -> AnyView {
    let menu = may(Permission::OrganizationWrite).then(|| {
        let (label, of) = (words::actions_for(&one.name), one.clone());
        let items = Signal::derive(move || {
            let of = of.clone();
            vec![
                MenuItem::action(Icon::Trash, words::REVOKE, move || {
                    asking.set(Some(of.clone()));
                })
                .danger(),
            ]
        });
        view! { <Menu label=label items=items/> }
    });
    let reads = match one.reads {
        BindUserScope::Everybody => words::EVERYBODY.to_owned(),
        BindUserScope::Application => {
            words::of_application(one.application_name.as_deref().unwrap_or_default())
        }
    };
    view! {
        <tr>
            <td class="main">
                <div class="two-lines">
                    <p class="strong clip wide">{one.name}</p>
                    {one.dn.map(|dn| view! {
                        <p class="muted small mono clip wide" title=dn.clone()>{dn.clone()}</p>
                    })}
                </div>
            </td>
            <td data-label=words::READS><span class="clip wide" title=reads.clone()>{reads.clone()}</span></td>
            <td data-label=words::LAST_USED class="muted">
                {match one.last_used_at {
                    Some(at) => view! { <RelativeTime at=at/> }.into_any(),
                    None => all::NEVER.into_any(),
                }}
            </td>
            <td data-label=words::CREATED class="p2 muted">
                <div class="two-lines">
                    <p class="clip">{one.created_by}</p>
                    <p class="small"><DateText at=one.created_at/></p>
                </div>
            </td>
            <td class="menu">{menu}</td>
        </tr>
    }
    .into_any()
}

fn question(asking: RwSignal<Option<LdapBindUser>>, changed: RwSignal<u32>) -> AnyView {
    let question = NamedQuestion {
        title: words::revoke_title,
        body: words::revoke_body,
        verb: words::REVOKE_BIND_USER,
        done: words::revoked,
    };
    let revoke = |one: LdapBindUser| async move { api().revoke_ldap_bind_user(one.id).await };
    confirm_named(asking, question, |one| &one.name, changed, revoke)
}
