//! The table of bind users, and revoking one.

use contract::ldap_bind_users::{BindUserScope, LdapBindUser};
use contract::page::Page as Items;
use leptos::prelude::*;
use portal_kit::api::{api, run};
use portal_kit::failure;
use portal_kit::fetched::Fetched;
use rules::role::Permission;
use ui_kit::prelude::*;

use crate::components::{list_failure, list_footer};
use crate::list::List;
use crate::session::may;
use crate::words::{self as all, ldap_bind_users as words};

pub(super) fn view(
    list: List,
    bind_users: Fetched<Items<LdapBindUser>>,
    changed: RwSignal<u32>,
) -> AnyView {
    let asking = RwSignal::new(None::<LdapBindUser>);
    let items = move || {
        bind_users
            .value
            .with(|page| page.as_ref().map(|page| page.items.clone()))
            .unwrap_or_default()
    };
    let table = move || {
        view! {
            <TableFrame label=words::TITLE busy=bind_users.busy>
                <thead><tr>
                    <th scope="col">{words::NAME}</th>
                    <th scope="col">{words::READS}</th>
                    <th scope="col" class="w8">{words::LAST_USED}</th>
                    <th scope="col" class="p2">{words::CREATED}</th>
                    <th scope="col" class="menu"><span class="hidden">{all::ACTIONS}</span></th>
                </tr></thead>
                <tbody>
                    {move || bind_users.waiting().then(|| view! { <SkeletonRows columns=5 rows=3/> })}
                    <For each=items key=|one| (one.id, one.last_used_at) let:one>{row(asking, one)}</For>
                </tbody>
            </TableFrame>
        }
        .into_any()
    };
    let empty = Memo::new(move |_| {
        bind_users
            .value
            .with(|page| page.as_ref().is_some_and(|page| page.items.is_empty()))
    });
    let failed = Memo::new(move |_| bind_users.failure.with(Option::is_some));
    let retry = Callback::new(move |()| changed.update(|n| *n += 1));
    view! {
        {move || match (failed.get(), empty.get()) {
            (true, _) => list_failure(list, bind_users.failure, retry),
            (_, true) => view! {
                <Card><EmptyState icon=Icon::Key title=words::EMPTY_TITLE>{words::EMPTY}</EmptyState></Card>
            }
            .into_any(),
            _ => table(),
        }}
        {list_footer(list, bind_users)}
        {confirm(asking, changed)}
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

fn confirm(asking: RwSignal<Option<LdapBindUser>>, changed: RwSignal<u32>) -> AnyView {
    let open = RwSignal::new(false);
    let (busy, error) = (RwSignal::new(false), RwSignal::new(None));
    Effect::new(move || {
        if asking.with(Option::is_some) {
            error.set(None);
            open.set(true);
        }
    });
    let name = Signal::derive(move || {
        asking
            .with(|one| one.as_ref().map(|one| one.name.clone()))
            .unwrap_or_default()
    });
    let revoke = move || {
        let Some(one) = asking.get_untracked() else {
            return;
        };
        busy.set(true);
        run(
            async move { api().revoke_ldap_bind_user(one.id).await },
            move |answer| {
                busy.try_set(false);
                match answer {
                    Ok(()) => {
                        use_toasts().ok(words::revoked(&one.name));
                        open.try_set(false);
                        changed.try_update(|n| *n += 1);
                    }
                    Err(failed) => {
                        error.try_set(Some(failure::explain(&failed)));
                    }
                }
            },
        );
    };
    // Reset, so that revoking the same one can be confirmed again.
    Effect::new(move |before: Option<bool>| {
        let now = open.get();
        if before == Some(true) && !now {
            asking.set(None);
        }
        now
    });
    view! {
        <ConfirmDialog open=open title=Signal::derive(move || words::revoke_title(&name.get()))
            verb=words::REVOKE_BIND_USER danger=true busy=busy error=error on_confirm=revoke>
            <p>{move || words::revoke_body(&name.get())}</p>
        </ConfirmDialog>
    }
    .into_any()
}
