//! The table of API keys, and revoking one.

use contract::api_keys::{ApiKey, CreatorStatus};
use leptos::prelude::*;
use portal_kit::api::api;
use ui_kit::prelude::*;

use crate::components::{ListPage, NamedQuestion, confirm_named, none_yet};
use crate::words::{self as all, api_keys as words};

pub(super) fn view(keys: ListPage<ApiKey>, changed: RwSignal<u32>) -> AnyView {
    let asking = RwSignal::new(None::<ApiKey>);
    let table = move || {
        view! {
            <TableFrame label=words::LABEL busy=keys.page.busy>
                <thead><tr>
                    <th scope="col">{words::NAME}</th>
                    <th scope="col">{words::SCOPES}</th>
                    <th scope="col" class="w8">{words::EXPIRES}</th>
                    <th scope="col" class="p2 w8">{words::LAST_USED}</th>
                    <th scope="col" class="p2">{words::CREATED_BY}</th>
                    <th scope="col" class="menu"><span class="hidden">{all::ACTIONS}</span></th>
                </tr></thead>
                <tbody>
                    {move || keys.page.waiting().then(|| view! { <SkeletonRows columns=6 rows=3/> })}
                    <For each=move || keys.items() key=|key| (key.id, key.last_used_at) let:key>
                        {row(asking, key)}
                    </For>
                </tbody>
            </TableFrame>
        }
        .into_any()
    };
    let nothing = || none_yet(Icon::Key, words::EMPTY_TITLE, words::EMPTY);
    view! {
        {keys.view(table, nothing)}
        {question(asking, changed)}
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
    let creator = match key.creator {
        CreatorStatus::Active => None,
        CreatorStatus::Suspended => Some(words::CREATOR_SUSPENDED),
        CreatorStatus::Removed => Some(words::CREATOR_REMOVED),
    };
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
            <td data-label=words::CREATED_BY class="p2 muted">
                <span class="clip">{key.created_by}</span>
                {creator.map(|text| view! { <Badge tone=Tone::Warn text=text/> })}
            </td>
            <td class="menu"><Menu label=label items=Signal::derive(items)/></td>
        </tr>
    }
    .into_any()
}

fn question(asking: RwSignal<Option<ApiKey>>, changed: RwSignal<u32>) -> AnyView {
    let question = NamedQuestion {
        title: words::revoke_title,
        body: words::revoke_body,
        verb: words::REVOKE_KEY,
        done: words::revoked,
    };
    let revoke = |key: ApiKey| async move { api().revoke_api_key(key.id).await };
    confirm_named(asking, question, |key| &key.name, changed, revoke)
}
