//! A filter by a property with many values, such as the actions of events. They are found with a search, which the
//! browser does itself.

use leptos::prelude::*;
use rules::text::has_words;
use ui_kit::prelude::*;

use super::FilterParts;
use crate::list::FilterField;
use crate::words::events::readable;

/// Values shown at once.
const SHOWN: usize = 12;

/// The texts of a filter.
#[derive(Clone, Copy)]
pub struct SearchedWords {
    /// Its label.
    pub label: &'static str,
    /// The label of the search.
    pub find: &'static str,
    /// Nothing matches the search.
    pub none: &'static str,
    /// Not all matches are shown.
    pub more: &'static str,
}

/// The filter. Copy.
#[derive(Clone, Copy)]
pub struct SearchedFilter {
    field: FilterField,
    words: SearchedWords,
    /// The code and text of each value.
    values: Signal<Vec<(String, String)>>,
    search: RwSignal<String>,
}

impl SearchedFilter {
    /// The filter `field`, with `values` to choose from: codes and texts.
    pub fn new(
        field: FilterField,
        words: SearchedWords,
        values: impl Into<Signal<Vec<(String, String)>>>,
    ) -> Self {
        Self {
            field,
            words,
            values: values.into(),
            search: RwSignal::new(String::new()),
        }
    }

    fn text(self, code: &str) -> String {
        self.values.with(|all| {
            let value = all.iter().find(|(value, _)| value == code);
            value.map_or_else(|| readable(code), |(_, text)| text.clone())
        })
    }

    /// The number of chosen values.
    pub fn active(self) -> u64 {
        self.field.chosen.with(Vec::len) as u64
    }

    /// The values in whose text or code all words of the search are.
    fn matches(self) -> Vec<(String, String)> {
        let search = self.search.get();
        let mut values = self.values.get();
        values.retain(|(code, text)| has_words(&format!("{code} {text}"), &search));
        values
    }

    /// The chosen values that do not match, then the first ones that do.
    fn options(self) -> Vec<Chip> {
        let mut matches = self.matches();
        matches.truncate(SHOWN);
        let is_shown = |chosen: &String| matches.iter().any(|(code, _)| code == chosen);
        let others = self.field.chosen.get().into_iter();
        let others = others.filter(|code| !is_shown(code));
        let others = others.map(|code| {
            let text = self.text(&code);
            Chip::new(code, text)
        });
        let mut chips: Vec<_> = others.collect();
        chips.extend(
            matches
                .into_iter()
                .map(|(code, text)| Chip::new(code, text)),
        );
        chips
    }

    /// The values to choose from, in the menu with all filters. Hidden while there are none.
    pub fn menu(self) -> AnyView {
        let shown = Memo::new(move |_| self.values.with(|all| !all.is_empty()));
        let note = move || match self.matches().len() {
            0 => self.words.none,
            number if number > SHOWN => self.words.more,
            _ => "",
        };
        // Not derived: a choice must not rebuild the chips, of which one has the focus.
        let options = Memo::new(move |_| self.options());
        let content = move || {
            view! {
                <div class="stack tight">
                    <FilterChips label=self.words.label multi=true options=options
                        selected=self.field.chosen on_change=self.field.choose/>
                    <SearchBox label=self.words.find value=self.search
                        on_search=move |typed: String| self.search.set(typed.trim().to_owned())/>
                    <p class="muted small" role="status">{note}</p>
                </div>
            }
        };
        (move || shown.get().then(content)).into_any()
    }

    /// The chosen values, next to the other active filters.
    pub fn chosen(self) -> AnyView {
        view! {
            <ChosenChips label=self.words.label options=Memo::new(move |_| self.options())
                selected=self.field.chosen on_change=self.field.choose/>
        }
        .into_any()
    }
}

impl From<SearchedFilter> for FilterParts {
    fn from(filter: SearchedFilter) -> Self {
        Self::new(move || filter.active(), filter.menu(), filter.chosen())
    }
}
