//! The table of attributes, and deleting one.

use contract::page::Page as Items;
use contract::user_attributes::AttributeDefinition;
use leptos::prelude::*;
use portal_kit::api::{api, run};
use portal_kit::confirm::{Question, confirm};
use portal_kit::failure;
use portal_kit::fetched::Fetched;
use rules::role::Permission;
use ui_kit::prelude::*;

use crate::components::{list_failure, none_yet};
use crate::list::List;
use crate::session::may;
use crate::words::{self as all, user_attributes as words};

pub(super) fn view(
    list: List,
    of: Fetched<Items<AttributeDefinition>>,
    changed: RwSignal<u32>,
) -> AnyView {
    let asking = RwSignal::new(None::<AttributeDefinition>);
    let items = move || {
        of.value
            .with(|page| page.as_ref().map(|page| page.items.clone()))
            .unwrap_or_default()
    };
    let table = move || {
        view! {
            <TableFrame label=words::TITLE busy=of.busy fixed=true>
                <thead><tr>
                    <th scope="col">{words::LABEL}</th>
                    <th scope="col" class="w8">{words::KIND}</th>
                    <th scope="col" class="p2 w12">{words::ACCESS}</th>
                    <th scope="col" class="p3 w12">{words::USED_FOR}</th>
                    <th scope="col" class="menu"><span class="hidden">{all::ACTIONS}</span></th>
                </tr></thead>
                <tbody>
                    {move || of.waiting().then(|| view! { <SkeletonRows columns=5 rows=3/> })}
                    <For each=items key=|one| (one.id, one.version) let:one>{row(list, asking, one)}</For>
                </tbody>
            </TableFrame>
        }
        .into_any()
    };
    let empty = Memo::new(move |_| {
        of.value
            .with(|page| page.as_ref().is_some_and(|page| page.items.is_empty()))
    });
    let failed = Memo::new(move |_| of.failure.with(Option::is_some));
    let retry = Callback::new(move |()| changed.update(|n| *n += 1));
    view! {
        {move || match (failed.get(), empty.get()) {
            (true, _) => list_failure(list, of.failure, retry),
            (_, true) => none_yet(Icon::User, words::EMPTY_TITLE, words::EMPTY),
            _ => table(),
        }}
        {question(asking, changed)}
    }
    .into_any()
}

fn row(
    list: List,
    asking: RwSignal<Option<AttributeDefinition>>,
    one: AttributeDefinition,
) -> AnyView {
    let href = list.over_now(&one.id.to_string(), &[]);
    let label = words::actions_for(&one.label);
    let (open, id) = (href.clone(), one.id);
    let items = move || {
        let mut items = vec![MenuItem::link(Icon::User, all::OPEN, open.clone())];
        if may(Permission::OrganizationWrite) {
            items.push(MenuItem::separator());
            let delete = MenuItem::action(Icon::Trash, words::DELETE, move || ask(asking, id));
            items.push(delete.danger());
        }
        items
    };
    let (access, _) = words::access(one.user_access);
    let name = one.name.clone();
    let note = move || view! { <span class="mono small muted">{name.clone()}</span> };
    view! {
        <TableRow>
            <td class="main"><IconLine icon=Icon::User title=one.label.clone() href=href note=note/></td>
            <td class="status muted">{words::kind(one.kind)}</td>
            <td class="p2 muted">{access}</td>
            <td class="p3 muted">{words::used_for(&one)}</td>
            <td class="menu"><Menu label=label items=Signal::derive(items) in_row=true/></td>
        </TableRow>
    }
    .into_any()
}

/// Asks whether to delete an attribute, once it is known how many users have a value.
fn ask(asking: RwSignal<Option<AttributeDefinition>>, id: contract::ids::AttributeId) {
    run(
        async move { api().user_attribute(id).await },
        move |answer| match answer {
            Ok(counted) => {
                asking.try_set(Some(counted));
            }
            Err(error) => use_toasts().error(failure::explain(&error)),
        },
    );
}

fn question(asking: RwSignal<Option<AttributeDefinition>>, changed: RwSignal<u32>) -> AnyView {
    let question = Question {
        title: |one: &AttributeDefinition| words::delete_title(&one.label),
        body: |one: &AttributeDefinition| {
            words::delete_body(&one.label, one.users.unwrap_or_default())
        },
        verb: words::DELETE_ATTRIBUTE,
        danger: true,
    };
    let act = |one: AttributeDefinition| async move {
        api().delete_user_attribute(one.id, one.version).await
    };
    confirm(asking, question, act, move |one, ()| {
        use_toasts().ok(words::deleted(&one.label));
        changed.try_update(|n| *n += 1);
    })
}
