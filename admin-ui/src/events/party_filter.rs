//! The filter by the actor or the target. They are found with a search by name.

use std::collections::BTreeMap;

use contract::events::{Event, EventParty};
use contract::filter::EventFilter;
use leptos::prelude::*;
use portal_kit::failure;
use portal_kit::fetched::Fetched;
use ui_kit::prelude::*;

use super::party_search::{Matches, PartyLists, PartySearch, Side};
use super::table::party;
use crate::components::ListPage;
use crate::list::FilterField;
use crate::words::events as words;

/// The filter. Copy.
#[derive(Clone, Copy)]
pub(super) struct PartyFilter {
    label: &'static str,
    find: &'static str,
    field: FilterField,
    parties: PartySearch,
    search: RwSignal<String>,
    found: Fetched<Matches>,
    /// The names seen so far, by identifier.
    names: RwSignal<BTreeMap<String, String>>,
}

impl PartyFilter {
    /// The filter by who did it.
    pub fn actor(of: ListPage<Event>, lists: PartyLists) -> Self {
        Self {
            label: words::WHO,
            find: words::FIND_ACTOR,
            field: of.list.field(|filter: &mut EventFilter| &mut filter.actor),
            parties: PartySearch::new(Side::Actor, lists),
            search: RwSignal::new(String::new()),
            found: Fetched::new(),
            names: RwSignal::new(BTreeMap::new()),
        }
        .started(of, |event| Some(&event.actor))
    }

    /// The filter by who or what it was done to.
    pub fn target(of: ListPage<Event>, lists: PartyLists) -> Self {
        Self {
            label: words::WHOM,
            find: words::FIND_TARGET,
            field: of.list.field(|filter: &mut EventFilter| &mut filter.target),
            parties: PartySearch::new(Side::Target, lists),
            search: RwSignal::new(String::new()),
            found: Fetched::new(),
            names: RwSignal::new(BTreeMap::new()),
        }
        .started(of, |event| event.target.as_ref())
    }

    fn started(self, of: ListPage<Event>, role: fn(&Event) -> Option<&EventParty>) -> Self {
        Effect::new(move || {
            let search = self.search.get();
            if search.is_empty() {
                self.found.forget();
            } else {
                self.found.load(self.parties.find(search));
            }
        });
        // A link can name somebody whom nobody has searched for.
        Effect::new(move || {
            let events = of.items();
            let parties = events.iter().filter_map(role);
            let named = parties.filter_map(|one| Some((one.id?.to_string(), party(one))));
            self.names.update(|names| names.extend(named));
        });
        Effect::new(move || {
            let found = self.found.value.get().unwrap_or_default();
            self.names.update(|names| names.extend(found));
        });
        self
    }

    /// The number of those chosen.
    pub fn active(self) -> u64 {
        self.field.chosen.with(Vec::len) as u64
    }

    /// Those chosen who were not found, then those found.
    fn options(self) -> Vec<Chip> {
        let found = self.found.value.get().unwrap_or_default();
        let others = self.field.chosen.get().into_iter();
        let others = others.filter(|id| found.iter().all(|(other, _)| other != id));
        let others = others.map(|id| {
            let name = self.names.with(|names| names.get(&id).cloned());
            let name = name.unwrap_or_else(|| id.clone());
            Chip::new(id, name)
        });
        let mut chips: Vec<_> = others.collect();
        chips.extend(found.into_iter().map(|(id, name)| Chip::new(id, name)));
        chips
    }

    /// The search and its matches, in the menu with all filters.
    pub fn menu(self) -> AnyView {
        let note = move || {
            let failed = self
                .found
                .failure
                .with(|it| it.as_ref().map(failure::explain));
            let nothing = self
                .found
                .value
                .with(|found| found.as_ref().is_some_and(Vec::is_empty));
            match failed {
                Some(why) => why,
                None if nothing => words::NO_PARTY.to_owned(),
                None => String::new(),
            }
        };
        // Not derived: a choice must not rebuild the chips, of which one has the focus.
        let options = Memo::new(move |_| self.options());
        view! {
            <div class="stack tight">
                <FilterChips label=self.label multi=true options=options
                    selected=self.field.chosen on_change=self.field.choose/>
                <SearchBox label=self.find value=self.search
                    on_search=move |typed: String| self.search.set(typed.trim().to_owned())/>
                <p class="muted small" role="status">{note}</p>
            </div>
        }
        .into_any()
    }

    /// Those chosen, next to the other active filters.
    pub fn chosen(self) -> AnyView {
        view! {
            <ChosenChips label=self.label options=Memo::new(move |_| self.options())
                selected=self.field.chosen on_change=self.field.choose/>
        }
        .into_any()
    }
}
