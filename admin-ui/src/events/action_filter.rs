//! The filter by actions. There are many, so they are found with a search, which the browser does itself.

use contract::filter::EventFilter;
use leptos::prelude::*;
use ui_kit::prelude::*;

use crate::list::{FilterField, List};
use crate::words::events as words;

/// Actions shown at once.
const SHOWN: usize = 12;

/// The filter. Copy.
#[derive(Clone, Copy)]
pub(super) struct ActionFilter {
    field: FilterField,
    search: RwSignal<String>,
}

impl ActionFilter {
    /// The filter of the list of events.
    pub fn new(list: List) -> Self {
        Self {
            field: list.field(|filter: &mut EventFilter| &mut filter.action),
            search: RwSignal::new(String::new()),
        }
    }

    /// The number of chosen actions.
    pub fn active(self) -> u64 {
        self.field.chosen.with(Vec::len) as u64
    }

    /// The actions in whose text or code all words of the search are.
    fn matches(self) -> Vec<(&'static str, &'static str)> {
        let search = self.search.get().to_lowercase();
        let is_match = |(code, text): &(&'static str, &'static str)| {
            let text = text.to_lowercase();
            let mut typed = search.split_whitespace();
            typed.all(|word| text.contains(word) || code.contains(word))
        };
        words::actions().filter(is_match).collect()
    }

    /// The chosen actions that do not match, then the first ones that do.
    fn options(self) -> Vec<Chip> {
        let mut matches = self.matches();
        matches.truncate(SHOWN);
        let is_shown = |chosen: &String| matches.iter().any(|(code, _)| *code == chosen.as_str());
        let others = self.field.chosen.get().into_iter();
        let others = others.filter(|code| !is_shown(code));
        let others = others.map(|code| {
            let text = words::action(&code);
            Chip::new(code, text)
        });
        let mut chips: Vec<_> = others.collect();
        chips.extend(matches.iter().map(|(code, text)| Chip::new(*code, *text)));
        chips
    }

    /// The actions to choose from, in the menu with all filters.
    pub fn menu(self) -> AnyView {
        let note = move || match self.matches().len() {
            0 => words::NO_ACTION,
            number if number > SHOWN => words::MORE_ACTIONS,
            _ => "",
        };
        // Not derived: a choice must not rebuild the chips, of which one has the focus.
        let options = Memo::new(move |_| self.options());
        view! {
            <div class="stack tight">
                <FilterChips label=words::ACTION multi=true options=options
                    selected=self.field.chosen on_change=self.field.choose/>
                <SearchBox label=words::FIND_ACTION value=self.search
                    on_search=move |typed: String| self.search.set(typed.trim().to_owned())/>
                <p class="muted small" role="status">{note}</p>
            </div>
        }
        .into_any()
    }

    /// The chosen actions, next to the other active filters.
    pub fn chosen(self) -> AnyView {
        view! {
            <ChosenChips label=words::ACTION options=Memo::new(move |_| self.options())
                selected=self.field.chosen on_change=self.field.choose/>
        }
        .into_any()
    }
}
