//! The table of webhooks.

use contract::webhooks::Webhook;
use leptos::prelude::*;
use rules::role::Permission;
use ui_kit::prelude::*;

use super::asking::{self, Asking};
use super::row_actions::row_actions;
use crate::components::{ListPage, none_yet, secret_card};
use crate::list::List;
use crate::session::may;
use crate::words::{self as all, webhooks as words};

pub(super) fn view(webhooks: ListPage<Webhook>, changed: RwSignal<u32>) -> AnyView {
    let list = webhooks.list;
    let asking = Asking::default();
    let secret = RwSignal::new(None::<String>);
    let table = move || {
        view! {
            <TableFrame label=words::LABEL busy=webhooks.page.busy>
                <thead><tr>
                    <th scope="col">{words::NAME}</th>
                    <th scope="col" class="w8">{words::KINDS}</th>
                    <th scope="col">{words::STATUS}</th>
                    <th scope="col" class="menu"><span class="hidden">{all::ACTIONS}</span></th>
                </tr></thead>
                <tbody>
                    {move || webhooks.page.waiting().then(|| view! { <SkeletonRows columns=4 rows=3/> })}
                    <For each=move || webhooks.items() key=|one| (one.id, one.version, one.failing_since, one.secrets.len()) let:one>
                        {row(list, asking, secret, changed, one)}
                    </For>
                </tbody>
            </TableFrame>
        }
        .into_any()
    };
    let nothing = || none_yet(Icon::External, words::EMPTY_TITLE, words::EMPTY);
    view! {
        {secret_card(secret, words::SECRET, words::SECRET_ONCE)}
        {webhooks.view(table, nothing)}
        {asking::view(asking, changed)}
    }
    .into_any()
}

fn row(
    list: List,
    asking: Asking,
    secret: RwSignal<Option<String>>,
    changed: RwSignal<u32>,
    one: Webhook,
) -> AnyView {
    let label = words::actions_for(&one.name);
    let menu = may(Permission::OrganizationWrite).then(|| {
        let of = one.clone();
        let items = Signal::derive(move || {
            let edit = list.over(&of.id.to_string(), &[]);
            row_actions(&of, edit, asking, secret, changed)
        });
        view! { <Menu label=label items=items/> }
    });
    let kinds = words::kinds(one.events.len());
    view! {
        <tr>
            <td class="main">
                <div class="two-lines">
                    <p class="strong clip wide">{one.name.clone()}</p>
                    <p class="muted small clip wide">{one.url.clone()}</p>
                </div>
            </td>
            <td data-label=words::KINDS class="muted">{kinds}</td>
            <td data-label=words::STATUS>{status(&one)}</td>
            <td class="menu">{menu}</td>
        </tr>
    }
    .into_any()
}

fn status(one: &Webhook) -> AnyView {
    let since = one.failing_since.map(|since| relative(since.into()));
    match (one.enabled, one.disabled_at, since) {
        (true, _, None) => words::ENABLED.into_any(),
        (true, _, Some(since)) => view! {
            <Badge tone=Tone::Warn icon=Icon::Alert text=words::failing(&since)/>
        }
        .into_any(),
        (false, Some(_), _) => view! {
            <Badge tone=Tone::Danger icon=Icon::Stop text=words::DISABLED_BY_SERVER/>
        }
        .into_any(),
        (false, None, _) => view! {
            <Badge tone=Tone::Neutral icon=Icon::Pause text=words::DISABLED/>
        }
        .into_any(),
    }
}
