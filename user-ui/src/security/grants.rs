//! What the person allows applications to do.

use contract::applications::MyApplicationGrant;
use contract::page::Page;
use leptos::prelude::*;
use portal_kit::api::api;
use portal_kit::confirm::{Question, confirm, was_there};
use portal_kit::failure;
use portal_kit::fetched::Fetched;
use portal_kit::me::Reload;
use ui_kit::prelude::*;

use crate::words::{continuing, grants as words};

/// The list, with a button to withdraw each.
pub(super) fn card(reload: Reload) -> AnyView {
    let grants = Fetched::<Page<MyApplicationGrant>>::new();
    let load = move || grants.load(async { api().my_application_grants().await });
    reload.on(load);
    let asking = RwSignal::new(None::<MyApplicationGrant>);
    let list = move || match (grants.value.get(), grants.failure.get()) {
        (Some(page), _) if page.items.is_empty() => {
            view! { <p class="muted" id=LIST tabindex="-1">{words::NONE}</p> }.into_any()
        }
        (Some(page), _) => view! {
            <ul class="log" id=LIST tabindex="-1">
                {page.items.into_iter().map(|one| line(one, asking)).collect_view()}
            </ul>
        }
        .into_any(),
        (None, Some(error)) => failure::notice(&error, load),
        (None, None) => view! { <Skeleton lines=2/> }.into_any(),
    };
    view! {
        <Card title=words::GRANTS lead=words::GRANTS_LEAD icon=Icon::Shield>{list}</Card>
        {question(reload, asking)}
    }
    .into_any()
}

/// The element that takes the focus from a line that is gone.
const LIST: &str = "application-grants";

fn line(one: MyApplicationGrant, asking: RwSignal<Option<MyApplicationGrant>>) -> AnyView {
    let label = words::withdraw_of(&one.name);
    let scopes = one.scopes.iter();
    let scopes = scopes
        .filter_map(|scope| continuing::scope(scope))
        .map(|words| view! { <li>{words}</li> })
        .collect_view();
    let until = one.offline_until.map(|at| {
        view! { <span>{words::UNTIL}" "<DateText at=at/></span> }
    });
    let (letter, color, name, since) = (one.letter.clone(), one.color, one.name.clone(), one.since);
    view! {
        <li>
            <Mark letter=letter color=color/>
            <div class="grow">
                <p class="strong">{name}</p>
                <ul class="bullets">{scopes}</ul>
                <p class="facts">
                    <span>{words::SINCE}" "<DateText at=since/></span>
                    {until}
                </p>
            </div>
            <Button variant=ButtonVariant::Secondary small=true
                on_click=move || asking.set(Some(one.clone()))>{line_text(words::WITHDRAW, label)}</Button>
        </li>
    }
    .into_any()
}

/// Asks before something is withdrawn.
fn question(reload: Reload, asking: RwSignal<Option<MyApplicationGrant>>) -> AnyView {
    let question = Question {
        title: |one: &MyApplicationGrant| words::withdraw_title(&one.name),
        body: |one: &MyApplicationGrant| words::withdraw_body(&one.name, one.asks_again),
        verb: words::WITHDRAW_ACCESS,
        danger: true,
    };
    let withdraw = |one: MyApplicationGrant| async move {
        was_there(
            api()
                .withdraw_my_application_grant(one.application_id)
                .await,
        )
    };
    let done = move |one: MyApplicationGrant, was_there| {
        let text = words::withdrawn(&one.name);
        reload.after_removal(was_there, &text, &text, "#application-grants");
    };
    confirm(asking, question, withdraw, done)
}
