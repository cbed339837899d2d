//! Filters as a row of chips with counts.

use leptos::html;
use leptos::prelude::*;

use crate::dom::{after_paint, focus_first, is_open, live, place, text, uid, yes_no};
use crate::icon::{Icon, glyph};
use crate::pagination::{number, short_length};
use crate::words;

/// One value to filter by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chip {
    value: String,
    label: String,
    count: Option<u64>,
}

impl Chip {
    /// A chip: the value of the filter, and its text.
    #[must_use]
    pub fn new(value: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            label: label.into(),
            count: None,
        }
    }

    /// The number of items with this value.
    #[must_use]
    pub fn count(mut self, count: u64) -> Self {
        self.count = Some(count);
        self
    }
}

/// The chips of one property. The caller keeps the selection, in the address.
#[component]
pub fn FilterChips(
    /// The property.
    #[prop(into)]
    label: String,
    /// Its values.
    #[prop(into)]
    options: Signal<Vec<Chip>>,
    /// The selected values.
    #[prop(into)]
    selected: Signal<Vec<String>>,
    /// Called with the new selection.
    #[prop(into)]
    on_change: Callback<(Vec<String>,)>,
    /// Allows several values; otherwise selecting one deselects the other.
    #[prop(optional)]
    multi: bool,
) -> AnyView {
    let chip = move |chip: Chip| {
        let value = chip.value.clone();
        let on = Memo::new(move |_| selected.with(|all| all.contains(&value)));
        let value = chip.value;
        let toggle = move |_| {
            let mut all = selected.get_untracked();
            let was = all.contains(&value);
            all.retain(|it| multi && *it != value);
            if !was {
                all.push(value.clone());
            }
            on_change.run((all,));
        };
        view! {
            <button class="chip" type="button" on:click=toggle
                aria-pressed=yes_no(on)>
                {live(move || on.get().then(|| glyph(Icon::Check, 14)))}
                {chip.label}
                {chip.count.map(|count| view! { <span class="chip-count">{short_length(count)}</span> })}
            </button>
        }
        .into_any()
    };
    let named = label.clone();
    view! {
        <div class="chips" role="group" aria-label=named>
            <span class="chips-label" aria-hidden="true">{label}</span>
            {live(move || Some(options.get().into_iter().map(chip).collect_view().into_any()))}
        </div>
    }
    .into_any()
}

/// A button that opens all filters of a list: [`FilterChips`], one group per property.
#[component]
pub fn FilterMenu(
    /// The number of selected values.
    #[prop(into)]
    active: Signal<u64>,
    /// The chips.
    children: Children,
) -> AnyView {
    let id = uid("filters");
    let open = RwSignal::new(false);
    let button = NodeRef::<html::Button>::new();
    let panel = NodeRef::<html::Div>::new();
    let toggled = move || {
        let (Some(panel), Some(button)) = (panel.get_untracked(), button.get_untracked()) else {
            return;
        };
        open.set(is_open(&panel));
        if is_open(&panel) {
            after_paint(Box::new(move || {
                place(&panel, &button, false);
                focus_first(&panel, "button");
            }));
        } else {
            let _ = panel.remove_attribute("data-placed");
        }
    };
    view! {
        <span class="menu">
            <button class="button secondary" type="button" node_ref=button popovertarget=id.clone()
                aria-haspopup="dialog" aria-expanded=yes_no(open)>
                {glyph(Icon::Filter, 18)}
                <span class="button-text">{words::FILTER}</span>
                {live(move || (active.get() > 0).then(|| view! {
                    <span class="chip-count">{text(move || number(active.get()))}</span>
                }.into_any()))}
            </button>
            <div class="menu-list filter-panel" role="dialog" aria-label=words::FILTERS id=id
                popover="auto" node_ref=panel on:toggle=move |_| toggled()
                on:keydown=move |event| {
                    // Escape closes only this.
                    if event.key() == "Escape" {
                        event.stop_propagation();
                    }
                }>
                {children()}
            </div>
        </span>
    }
    .into_any()
}

/// The selected values of one property, each with a button that removes it.
#[component]
pub fn ChosenChips(
    /// The property.
    #[prop(into)]
    label: String,
    /// Its values.
    #[prop(into)]
    options: Signal<Vec<Chip>>,
    /// The selected values.
    #[prop(into)]
    selected: Signal<Vec<String>>,
    /// Called with the new selection.
    #[prop(into)]
    on_change: Callback<(Vec<String>,)>,
) -> AnyView {
    let chosen = Memo::new(move |_| {
        let selected = selected.get();
        let mut all = options.get();
        all.retain(|chip| selected.contains(&chip.value));
        all.into_iter()
            .map(|chip| (chip.value, chip.label))
            .collect::<Vec<_>>()
    });
    let chip = move |(value, word): (String, String)| {
        let words = format!("{label}: {word}");
        let name = format!("{} {words}", words::REMOVE_FILTER);
        let remove = move |_| {
            let mut all = selected.get_untracked();
            all.retain(|it| *it != value);
            on_change.run((all,));
        };
        view! {
            <button class="chip chosen" type="button" aria-label=name on:click=remove>
                {words}{glyph(Icon::X, 14)}
            </button>
        }
        .into_any()
    };
    live(move || {
        let chips = chosen.get().into_iter().map(chip.clone());
        Some(chips.collect_view().into_any())
    })
}

/// A row of [`FilterChips`] with "clear all" at its end while a filter is active.
#[component]
pub fn ChipBar(
    /// Whether any filter is active.
    #[prop(into)]
    active: Signal<bool>,
    /// Clears all filters.
    #[prop(into)]
    on_clear: Callback<()>,
    /// The chips.
    children: Children,
) -> AnyView {
    view! {
        <div class="chip-bar">
            {children()}
            {live(move || active.get().then(|| view! {
                <button class="button quiet small" type="button" on:click=move |_| on_clear.run(())>
                    {words::CLEAR_ALL}
                </button>
            }.into_any()))}
        </div>
    }
    .into_any()
}
