//! The global search: go to a person, a page, or an action (Ctrl or ⌘ K).

use std::time::Duration;

use contract::page::{ListQuery, Page};
use contract::users::User;
use leptos::ev::KeyboardEvent;
use leptos::html;
use leptos::prelude::*;
use portal_kit::api::api;
use portal_kit::failure;
use portal_kit::fetched::Fetched;
use ui_kit::prelude::*;
use wasm_bindgen::JsCast;

use super::matches::{Does, Match, matches, person_in};
use super::shortcuts::shortcuts;
use crate::address;
use crate::users::act_when_open;
use crate::words::shell as words;

/// The number of people shown.
const PEOPLE: u8 = 5;
/// The pause in typing before the server is asked.
const PAUSE: Duration = Duration::from_millis(200);
const LIST: &str = "go-to-list";

/// The button in the bar, and its search dialog.
#[component]
pub fn GoTo() -> AnyView {
    let open = RwSignal::new(false);
    let keys_shown = RwSignal::new(false);
    let keys = window_event_listener_untyped("keydown", move |event| {
        let Some(key) = event.dyn_ref::<web_sys::KeyboardEvent>() else {
            return;
        };
        let chord = (key.ctrl_key() || key.meta_key()) && !key.alt_key() && !key.shift_key();
        if chord && key.key().eq_ignore_ascii_case("k") {
            key.prevent_default();
            open.update(|on| *on = !*on);
        }
    });
    on_cleanup(move || keys.remove());
    let mac = window()
        .navigator()
        .user_agent()
        .is_ok_and(|agent| agent.contains("Mac"));
    let hint = if mac {
        words::SEARCH_KEYS_MAC
    } else {
        words::SEARCH_KEYS
    };
    view! {
        <button class="go-to" type="button" aria-haspopup="dialog" aria-keyshortcuts="Control+K Meta+K"
            on:click=move |_| open.set(true)>
            <Glyph icon=Icon::Search size=18/>
            <span class="grow truncate">{words::SEARCH}</span>
            <kbd class="only-wide" aria-hidden="true">{hint}</kbd>
        </button>
        <Dialog open=open title=words::SEARCH_TITLE>{finder(open, keys_shown)}</Dialog>
        {shortcuts(open, keys_shown)}
    }
    .into_any()
}

fn finder(open: RwSignal<bool>, keys_shown: RwSignal<bool>) -> AnyView {
    let typed = RwSignal::new(String::new());
    let at = RwSignal::new(0_usize);
    let people = Fetched::<Page<User>>::new();
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    let stop = move || {
        if let Some(timer) = waiting.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    };
    on_cleanup(stop);
    let ask = move || {
        let words = typed.with_untracked(|typed| person_in(typed));
        let query = ListQuery {
            limit: Some(PEOPLE),
            search: Some(words),
            ..ListQuery::default()
        };
        people.load(async move { api().users(&query).await });
    };
    let input = move |event| {
        typed.set(event_target_value(&event));
        at.set(0);
        stop();
        // Enter must not select a person found for an earlier input.
        people.forget();
        if !typed.with_untracked(|text| person_in(text).is_empty()) {
            waiting.set_value(set_timeout_with_handle(ask, PAUSE).ok());
        }
    };
    let found = Memo::new(move |_| {
        let typed = typed.get();
        people
            .value
            .with(|page| matches(&typed, page.as_ref().map_or(&[], |page| &page.items)))
    });
    let choose = move |one: &Match| {
        open.set(false);
        match &one.does {
            Does::Go(href) => address::go(href),
            Does::ItemAction(action, href) => {
                act_when_open(*action, href);
                address::go(href);
            }
            Does::Theme(theme) => use_theme().set(*theme),
            Does::Keys => keys_shown.set(true),
            Does::SignOut => leave(portal_kit::session::sign_out),
        }
    };
    let key = move |event: KeyboardEvent| {
        let count = found.with_untracked(Vec::len);
        match &*event.key() {
            "ArrowDown" if count > 0 => at.update(|at| *at = (*at + 1) % count),
            "ArrowUp" if count > 0 => at.update(|at| *at = (*at + count - 1) % count),
            "Enter" => {
                if let Some(one) = found.with_untracked(|all| all.get(at.get_untracked()).cloned())
                {
                    choose(&one);
                }
            }
            _ => return,
        }
        event.prevent_default();
    };
    let field = NodeRef::<html::Input>::new();
    Effect::new(move || {
        if let Some(field) = field.get() {
            request_animation_frame(move || {
                request_animation_frame(move || {
                    let _ = field.focus();
                })
            });
        }
    });
    view! {
        <div class="finder">
            <input class="input" type="text" node_ref=field role="combobox" aria-expanded="true"
                aria-autocomplete="list" aria-controls=LIST aria-label=words::SEARCH_PLACEHOLDER
                placeholder=words::SEARCH_PLACEHOLDER autocomplete="off" spellcheck="false" maxlength=200
                aria-activedescendant=move || (at.get() < found.with(Vec::len)).then(|| format!("{LIST}-{}", at.get()))
                on:input=input on:keydown=key/>
            <p class="muted small" role="status">
                {move || match (found.with(Vec::is_empty), people.waiting(), people.failure.with(Option::is_some)) {
                    (true, false, false) => words::SEARCH_NOTHING,
                    (true, _, true) => "",
                    _ => words::SEARCH_HELP,
                }}
            </p>
            {move || people.failure.get().map(|error| view! {
                <Notice tone=Tone::Danger live=true>{words::search_failed(&failure::explain(&error))}</Notice>
            })}
            <ul class="finder-list" id=LIST role="listbox" aria-label=words::SEARCH>
                {move || options(found.get(), at, choose)}
            </ul>
        </div>
    }
    .into_any()
}

fn options(
    found: Vec<Match>,
    at: RwSignal<usize>,
    choose: impl Fn(&Match) + Copy + Send + Sync + 'static,
) -> Vec<AnyView> {
    let mut group = "";
    let mut lines = Vec::new();
    for (n, one) in found.into_iter().enumerate() {
        if group != one.group {
            group = one.group;
            lines.push(
                view! { <li class="finder-group" role="presentation">{group}</li> }.into_any(),
            );
        }
        let item = one.clone();
        let view = view! {
            <li class="finder-item" role="option" id=format!("{LIST}-{n}")
                aria-selected=move || if at.get() == n { "true" } else { "false" }
                on:mousemove=move |_| if at.get_untracked() != n { at.set(n) }
                on:click=move |_| choose(&item)>
                <Glyph icon=one.icon size=18/>
                <span class="grow truncate">{one.text}</span>
                <span class="muted small truncate">{one.note}</span>
            </li>
        };
        lines.push(view.into_any());
    }
    lines
}
