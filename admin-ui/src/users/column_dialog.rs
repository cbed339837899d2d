//! The dialog in which columns are chosen and ordered.

use leptos::prelude::*;
use ui_kit::prelude::*;
use wasm_bindgen::JsCast;

use super::columns::{self, Definitions, MOST, OWN};
use crate::list::{List, Query};
use crate::words::{self as all, views as words};

/// The button, and its dialog.
pub(super) fn view(list: List, attributes: Definitions) -> AnyView {
    let open = RwSignal::new(false);
    let chosen = RwSignal::new(Vec::<String>::new());
    let begin = move || {
        let shown = untrack(|| columns::shown(list, attributes));
        chosen.set(shown.into_iter().map(|one| one.name).collect());
        open.set(true);
    };
    let apply = move || {
        let names = chosen.get_untracked();
        let columns = if names == OWN {
            String::new()
        } else {
            names.join(",")
        };
        let now = list.now();
        list.show(Query { columns, ..now });
        open.set(false);
    };
    let none = Signal::derive(move || chosen.with(Vec::is_empty));
    let actions = move || {
        view! {
            <Button variant=ButtonVariant::Secondary on_click=move || open.set(false)>{all::CANCEL}</Button>
            <Button disabled=none on_click=apply>{words::SHOW}</Button>
        }
    };
    view! {
        <Button variant=ButtonVariant::Secondary on_click=begin>{words::COLUMNS}</Button>
        <Dialog open=open title=words::COLUMNS.to_owned() actions=actions>
            {content(chosen, attributes)}
        </Dialog>
    }
    .into_any()
}

fn content(chosen: RwSignal<Vec<String>>, attributes: Definitions) -> AnyView {
    let options = move || {
        let known = columns::all_columns(attributes).into_iter();
        known
            .map(|one| Chip::new(one.name, one.label))
            .collect::<Vec<_>>()
    };
    let choose = move |names: Vec<String>| {
        if names.len() <= MOST {
            chosen.set(names);
        }
    };
    let count = Memo::new(move |_| chosen.with(Vec::len));
    view! {
        <div class="stack">
            <p class="muted small">{words::columns_hint(MOST)}</p>
            <FilterChips label=words::CHOOSE multi=true options=Signal::derive(options) selected=chosen
                on_change=choose/>
            <ol class="stack tight" aria-label=words::ORDER>
                {move || (0..count.get()).map(|index| line(chosen, attributes, index)).collect_view()}
            </ol>
        </div>
    }
    .into_any()
}

/// The column at `index`, with buttons that move it.
fn line(chosen: RwSignal<Vec<String>>, attributes: Definitions, index: usize) -> AnyView {
    let label = Memo::new(move |_| {
        let name = chosen.with(|names| names.get(index).cloned());
        let known = columns::all_columns(attributes).into_iter();
        let mut known = known.filter(|one| Some(&one.name) == name.as_ref());
        known.next().map(|one| one.label).unwrap_or_default()
    });
    let is_last = move || chosen.with(|names| index + 1 >= names.len());
    let button = move |verb: &'static str, to: Option<usize>| {
        view! {
            <button class="button secondary small" type="button"
                id=place(verb == words::MOVE_UP, index)
                disabled=move || { to.is_none() || (verb == words::MOVE_DOWN && is_last()) }
                on:click=move |_| if let Some(to) = to { shift(chosen, index, to) }>
                {verb}<span class="hidden">" "{move || label.get()}</span>
            </button>
        }
        .into_any()
    };
    view! {
        <li class="row between">
            <span>{move || label.get()}</span>
            <div class="actions">
                {button(words::MOVE_UP, index.checked_sub(1))}
                {button(words::MOVE_DOWN, Some(index + 1))}
            </div>
        </li>
    }
    .into_any()
}

/// The id of a button.
fn place(up: bool, index: usize) -> String {
    let verb = if up { "up" } else { "down" };
    format!("column-{verb}-{index}")
}

/// Moves a column. The focus stays on its button, or goes to the other one if that can move it no
/// further.
fn shift(chosen: RwSignal<Vec<String>>, from: usize, to: usize) {
    let count = chosen.with_untracked(Vec::len);
    if from.max(to) >= count {
        return;
    }
    chosen.update(|names| names.swap(from, to));
    let up = to < from;
    let stays = if up { to > 0 } else { to + 1 < count };
    let id = place(up == stays, to);
    request_animation_frame(move || {
        let button = document().get_element_by_id(&id);
        if let Some(button) = button.and_then(|it| it.dyn_into::<web_sys::HtmlElement>().ok()) {
            // Fails only if the element has just been removed from the page.
            let _ = button.focus();
        }
    });
}
