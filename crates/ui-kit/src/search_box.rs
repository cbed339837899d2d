//! A search field that waits until typing pauses.

use std::collections::BTreeSet;
use std::time::Duration;

use contract::page::{MAX_SEARCH, MAX_SEARCH_WORDS};
use leptos::html;
use leptos::prelude::*;

use crate::dom::{flag, live, uid};
use crate::icon::{Icon, glyph};
use crate::words;

/// How long typing must pause.
const PAUSE: Duration = Duration::from_millis(250);

/// Searches 250 ms after the last key, and immediately on Enter and when cleared. Says so below the field
/// instead if there are more words than the server searches for.
#[component]
pub fn SearchBox(
    /// The accessible name.
    #[prop(into)]
    label: String,
    /// The current search text.
    #[prop(into)]
    value: Signal<String>,
    /// Called with the new search text.
    #[prop(into)]
    on_search: Callback<(String,)>,
    /// The searched fields: "Name, username or email".
    #[prop(optional, into)]
    placeholder: Option<String>,
) -> AnyView {
    let input = NodeRef::<html::Input>::new();
    let text = RwSignal::new(value.get_untracked());
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    let stop = move || {
        if let Some(timer) = waiting.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    };
    let search = move || {
        stop();
        let wanted = text.get_untracked();
        if wanted != value.get_untracked() && !has_too_many_words(&wanted) {
            on_search.run((wanted,));
        }
    };
    // The address may change without input (Back, "clear all"). While a person types, the input wins.
    Effect::new(move || {
        let now = value.get();
        if waiting.with_value(Option::is_none) && text.get_untracked().trim() != now {
            text.set(now);
        }
    });
    on_cleanup(stop);
    let too_many = Memo::new(move |_| text.with(|text| has_too_many_words(text)));
    let error_id = uid("search-error");
    let described = error_id.clone();
    let described = Signal::derive(move || too_many.get().then(|| described.clone()));
    let (landmark, named) = (label.clone(), label.clone());
    view! {
        <div class="search" role="search" aria-label=landmark>
            <div class="search-input">
                {glyph(Icon::Search, 18)}
                <input
                    class="input"
                    type="search"
                    node_ref=input
                    aria-label=named
                    placeholder=placeholder.unwrap_or(label)
                    autocomplete="off"
                    spellcheck="false"
                    maxlength=MAX_SEARCH
                    aria-invalid=flag(too_many)
                    aria-describedby=described
                    prop:value=text
                    on:input=move |event| {
                        stop();
                        text.set(event_target_value(&event));
                        waiting.set_value(set_timeout_with_handle(search, PAUSE).ok());
                    }
                    on:keydown=move |event| {
                        if event.key() == "Enter" {
                            event.prevent_default();
                            search();
                        } else if event.key() == "Escape" && !text.with_untracked(String::is_empty) {
                            event.prevent_default();
                            event.stop_propagation();
                            text.set(String::new());
                            search();
                        }
                    }
                />
                {live(move || (!text.with(String::is_empty)).then(|| view! {
                    <button class="icon-button small" type="button" aria-label=words::CLEAR
                        title=words::CLEAR on:click=move |_| {
                            text.set(String::new());
                            search();
                            if let Some(input) = input.get_untracked() {
                                let _ = input.focus();
                            }
                        }>
                        {glyph(Icon::X, 16)}
                    </button>
                }.into_any()))}
            </div>
            {live(move || too_many.get().then(|| view! {
                <p class="field-error" id=error_id.clone() role="alert">
                    {glyph(Icon::Stop, 16)}<span>{words::too_many_words(MAX_SEARCH_WORDS)}</span>
                </p>
            }.into_any()))}
        </div>
    }
    .into_any()
}

fn has_too_many_words(text: &str) -> bool {
    let words: BTreeSet<&str> = text.split_whitespace().collect();
    words.len() > MAX_SEARCH_WORDS
}
