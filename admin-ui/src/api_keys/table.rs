//! The table of API keys, and revoking one.

use contract::api_keys::ApiKey;
use contract::page::Page as Items;
use leptos::prelude::*;
use portal_kit::api::{api, run};
use portal_kit::failure;
use portal_kit::fetched::Fetched;
use ui_kit::prelude::*;

use crate::components::{list_failure, list_footer};
use crate::list::List;
use crate::words::{self as all, api_keys as words};

pub(super) fn view(list: List, keys: Fetched<Items<ApiKey>>, changed: RwSignal<u32>) -> AnyView {
    let asking = RwSignal::new(None::<ApiKey>);
    let items = move || {
        keys.value
            .with(|page| page.as_ref().map(|page| page.items.clone()))
            .unwrap_or_default()
    };
    let table = move || {
        view! {
            <TableFrame label=words::LABEL busy=keys.busy>
                <thead><tr>
                    <th scope="col">{words::NAME}</th>
                    <th scope="col">{words::SCOPES}</th>
                    <th scope="col">{words::EXPIRES}</th>
                    <th scope="col" class="p2">{words::LAST_USED}</th>
                    <th scope="col" class="p3">{words::CREATED_BY}</th>
                    <th scope="col"><span class="hidden">{all::ACTIONS}</span></th>
                </tr></thead>
                <tbody>
                    {move || keys.waiting().then(|| view! { <SkeletonRows columns=6 rows=3/> })}
                    <For each=items key=|key| (key.id, key.last_used_at) let:key>{row(asking, key)}</For>
                </tbody>
            </TableFrame>
        }
        .into_any()
    };
    let empty = Memo::new(move |_| {
        keys.value
            .with(|page| page.as_ref().is_some_and(|page| page.items.is_empty()))
    });
    let failed = Memo::new(move |_| keys.failure.with(Option::is_some));
    view! {
        {move || match (failed.get(), empty.get()) {
            (true, _) => list_failure(list, keys.failure, Callback::new(move |()| changed.update(|n| *n += 1))),
            (_, true) => view! {
                <Card><EmptyState icon=Icon::Key title=words::EMPTY_TITLE>{words::EMPTY}</EmptyState></Card>
            }
            .into_any(),
            _ => table(),
        }}
        {list_footer(
            list,
            Signal::derive(move || keys.value.with(|page| page.as_ref().map_or((0, 0), |page| (page.items.len() as u64, page.total)))),
            Signal::derive(move || keys.value.with(|page| page.as_ref().and_then(|page| page.next_cursor.clone()))),
        )}
        {confirm(asking, changed)}
    }
    .into_any()
}

fn row(asking: RwSignal<Option<ApiKey>>, key: ApiKey) -> AnyView {
    let scopes = key
        .scopes
        .iter()
        .map(|scope| words::scope(*scope))
        .collect::<Vec<_>>()
        .join(", ");
    let label = words::actions_for(&key.name);
    let of = key.clone();
    let items = move || {
        let of = of.clone();
        vec![
            MenuItem::action(Icon::Trash, words::REVOKE, move || {
                asking.set(Some(of.clone()))
            })
            .danger(),
        ]
    };
    view! {
        <tr>
            <td class="main">
                <div class="two-lines">
                    <p class="strong clip wide">{key.name}</p>
                    <p class="muted small mono">{key.prefix}"…"</p>
                </div>
            </td>
            <td data-label=words::SCOPES><span class="scopes">{scopes}</span></td>
            <td data-label=words::EXPIRES class="muted"><DateText at=key.expires_at/></td>
            <td data-label=words::LAST_USED class="p2 muted">
                {match key.last_used_at {
                    Some(at) => view! { <RelativeTime at=at/> }.into_any(),
                    None => all::NEVER.into_any(),
                }}
            </td>
            <td data-label=words::CREATED_BY class="p3 muted"><span class="clip">{key.created_by}</span></td>
            <td class="menu"><Menu label=label items=Signal::derive(items)/></td>
        </tr>
    }
    .into_any()
}

fn confirm(asking: RwSignal<Option<ApiKey>>, changed: RwSignal<u32>) -> AnyView {
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
            .with(|key| key.as_ref().map(|key| key.name.clone()))
            .unwrap_or_default()
    });
    let revoke = move || {
        let Some(key) = asking.get_untracked() else {
            return;
        };
        busy.set(true);
        run(
            async move { api().revoke_api_key(key.id).await },
            move |answer| {
                busy.try_set(false);
                match answer {
                    Ok(()) => {
                        use_toasts().ok(words::revoked(&key.name));
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
    // Reset, so that revoking the same key can be confirmed again.
    Effect::new(move |before: Option<bool>| {
        let now = open.get();
        if before == Some(true) && !now {
            asking.set(None);
        }
        now
    });
    view! {
        <ConfirmDialog open=open title=Signal::derive(move || words::revoke_title(&name.get())) verb=words::REVOKE_KEY
            danger=true busy=busy error=error on_confirm=revoke>
            <p>{move || words::revoke_body(&name.get())}</p>
        </ConfirmDialog>
    }
    .into_any()
}
