//! Which columns there are, as chips, and the order of those that were chosen.

use leptos::prelude::*;
use ui_kit::prelude::*;
use wasm_bindgen::JsCast;

use super::columns::Column;
use crate::words::views as words;

/// A choice of columns. Copy.
#[derive(Clone, Copy)]
pub(super) struct ColumnChooser {
    /// The names of the columns that were chosen, in their order.
    pub chosen: RwSignal<Vec<String>>,
    /// The columns that can be chosen.
    pub known: Signal<Vec<Column>>,
    /// The largest number of columns.
    pub most: usize,
    /// What the chips choose.
    pub label: &'static str,
    /// Help above the chips.
    pub hint: fn() -> String,
}

impl ColumnChooser {
    /// The chips, and the list with the order.
    pub fn view(self) -> AnyView {
        let choose = move |names: Vec<String>| {
            if names.len() <= self.most {
                self.chosen.set(names);
            }
        };
        let count = Memo::new(move |_| self.chosen.with(Vec::len));
        let chips = Memo::new(move |_| self.columns());
        let options = move || {
            let columns = chips.get().into_iter();
            columns
                .map(|(name, label)| Chip::new(name, label))
                .collect::<Vec<_>>()
        };
        view! {
            <div class="stack">
                <p class="muted small">{(self.hint)()}</p>
                <FilterChips label=self.label multi=true options=Signal::derive(options)
                    selected=self.chosen on_change=choose/>
                <ol class="stack tight" aria-label=words::ORDER>
                    {move || (0..count.get()).map(|index| self.line(index)).collect_view()}
                </ol>
            </div>
        }
        .into_any()
    }

    /// The names and labels of the columns. Those that the portal does not know, from a view that a program has
    /// saved, have only their names, so that they can be left out.
    fn columns(self) -> Vec<(String, String)> {
        let known = self.known.get().into_iter();
        let mut columns: Vec<_> = known.map(|one| (one.name, one.label)).collect();
        for name in self.chosen.get() {
            if !columns.iter().any(|(known, _)| *known == name) {
                columns.push((name.clone(), name));
            }
        }
        columns
    }

    /// The column at `index`, with buttons that move it.
    fn line(self, index: usize) -> AnyView {
        let chosen = self.chosen;
        let label = Memo::new(move |_| {
            let name = chosen.with(|names| names.get(index).cloned());
            let mut columns = self.columns().into_iter();
            let column = columns.find(|(known, _)| Some(known) == name.as_ref());
            column.map(|(_, label)| label).unwrap_or_default()
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
                <span class="break">{move || label.get()}</span>
                <div class="actions">
                    {button(words::MOVE_UP, index.checked_sub(1))}
                    {button(words::MOVE_DOWN, Some(index + 1))}
                </div>
            </li>
        }
        .into_any()
    }
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
