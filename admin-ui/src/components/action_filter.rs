//! A filter by the actions of events. There are many, so they are found with a search, which the browser does itself.

use leptos::prelude::*;
use rules::text::has_words;
use ui_kit::prelude::*;

use crate::list::FilterField;
use crate::words::events as words;

/// Actions shown at once.
const SHOWN: usize = 12;

/// The texts of a filter.
#[derive(Clone, Copy)]
pub struct ActionWords {
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
pub struct ActionFilter {
    field: FilterField,
    words: ActionWords,
    /// What else the list has: code and text.
    others: &'static [(&'static str, &'static str)],
    search: RwSignal<String>,
}

impl ActionFilter {
    /// The filter of a list of events, which has `others` too: codes and texts.
    pub fn new(
        field: FilterField,
        words: ActionWords,
        others: &'static [(&'static str, &'static str)],
    ) -> Self {
        Self {
            field,
            words,
            others,
            search: RwSignal::new(String::new()),
        }
    }

    fn text(self, code: &str) -> String {
        let other = self.others.iter().find(|(other, _)| *other == code);
        other.map_or_else(|| words::action(code), |(_, text)| (*text).to_owned())
    }

    /// The number of chosen actions.
    pub fn active(self) -> u64 {
        self.field.chosen.with(Vec::len) as u64
    }

    /// The actions in whose text or code all words of the search are.
    fn matches(self) -> Vec<(&'static str, &'static str)> {
        let search = self.search.get();
        let is_match = |(code, text): &(&'static str, &'static str)| {
            has_words(&format!("{code} {text}"), &search)
        };
        let others = self.others.iter().copied();
        others.chain(words::actions()).filter(is_match).collect()
    }

    /// The chosen actions that do not match, then the first ones that do.
    fn options(self) -> Vec<Chip> {
        let mut matches = self.matches();
        matches.truncate(SHOWN);
        let is_shown = |chosen: &String| matches.iter().any(|(code, _)| *code == chosen.as_str());
        let others = self.field.chosen.get().into_iter();
        let others = others.filter(|code| !is_shown(code));
        let others = others.map(|code| {
            let text = self.text(&code);
            Chip::new(code, text)
        });
        let mut chips: Vec<_> = others.collect();
        chips.extend(matches.iter().map(|(code, text)| Chip::new(*code, *text)));
        chips
    }

    /// The actions to choose from, in the menu with all filters.
    pub fn menu(self) -> AnyView {
        let note = move || match self.matches().len() {
            0 => self.words.none,
            number if number > SHOWN => self.words.more,
            _ => "",
        };
        // Not derived: a choice must not rebuild the chips, of which one has the focus.
        let options = Memo::new(move |_| self.options());
        view! {
            <div class="stack tight">
                <FilterChips label=self.words.label multi=true options=options
                    selected=self.field.chosen on_change=self.field.choose/>
                <SearchBox label=self.words.find value=self.search
                    on_search=move |typed: String| self.search.set(typed.trim().to_owned())/>
                <p class="muted small" role="status">{note}</p>
            </div>
        }
        .into_any()
    }

    /// The chosen actions, next to the other active filters.
    pub fn chosen(self) -> AnyView {
        view! {
            <ChosenChips label=self.words.label options=Memo::new(move |_| self.options())
                selected=self.field.chosen on_change=self.field.choose/>
        }
        .into_any()
    }
}
