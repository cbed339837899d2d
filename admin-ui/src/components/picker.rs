//! A search whose matches are chosen: users for a group, or a group for users.

use std::future::Future;
use std::pin::Pin;

use client::Error;
use contract::page::ListQuery;
use leptos::prelude::*;
use portal_kit::failure;
use portal_kit::fetched::Fetched;
use ui_kit::prelude::*;
use uuid::Uuid;

/// Matches shown at once.
const SHOWN: u8 = 20;

/// Something to choose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pick {
    /// Its identifier.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// The second line.
    pub note: String,
    /// Already chosen before, and cannot be chosen again.
    pub is_in: bool,
}

/// The first matches of a search.
#[derive(Clone)]
pub struct Found {
    /// The matches.
    pub picks: Vec<Pick>,
    /// Whether there are more.
    pub more: bool,
}

/// A request for matches.
pub type Searching = Pin<Box<dyn Future<Output = Result<Found, Error>>>>;

/// The words of a [`Picker`].
pub struct PickerWords {
    /// What is chosen.
    pub label: &'static str,
    /// The name of the search field.
    pub search: &'static str,
    /// The searched properties.
    pub search_in: &'static str,
    /// Shown if nothing matches.
    pub nothing: &'static str,
    /// Shown if there are more matches than fit.
    pub more: &'static str,
}

/// The search and what is chosen. Copy.
#[derive(Clone, Copy)]
pub struct Picker {
    /// What is chosen.
    pub chosen: RwSignal<Vec<Pick>>,
    many: bool,
    search: RwSignal<String>,
    found: Fetched<Found>,
    again: RwSignal<u32>,
    /// What was chosen before the current search, which may not match it.
    kept: RwSignal<Vec<Pick>>,
}

impl Picker {
    /// Chooses one.
    pub fn one() -> Self {
        Self::new(false)
    }

    /// Chooses any number.
    pub fn many() -> Self {
        Self::new(true)
    }

    fn new(many: bool) -> Self {
        Self {
            chosen: RwSignal::new(Vec::new()),
            many,
            search: RwSignal::new(String::new()),
            found: Fetched::new(),
            again: RwSignal::new(0),
            kept: RwSignal::new(Vec::new()),
        }
    }

    /// Starts again, with these chosen.
    pub fn reset(self, chosen: Vec<Pick>) {
        self.search.set(String::new());
        self.found.forget();
        self.chosen.set(chosen.clone());
        self.kept.set(chosen);
    }

    /// Chooses this one, if nothing is chosen yet.
    pub fn suggest(self, pick: Pick) {
        if self.chosen.try_with_untracked(Vec::is_empty) == Some(true) {
            self.kept.set(vec![pick.clone()]);
            self.chosen.set(vec![pick]);
        }
    }

    /// Whether nothing is chosen.
    pub fn is_empty(self) -> bool {
        self.chosen.with(Vec::is_empty)
    }

    fn choose(self, pick: &Pick, wanted: bool) {
        self.chosen.update(|chosen| {
            chosen.retain(|one| self.many && one.id != pick.id);
            if wanted {
                chosen.push(pick.clone());
            }
        });
    }

    /// Those kept from earlier searches, then the matches of this one.
    fn rows(self) -> Vec<Pick> {
        let mut rows = self.kept.get();
        let found = self.found.value.get();
        let found = found.map(|found| found.picks).unwrap_or_default();
        rows.retain(|kept| found.iter().all(|one| one.id != kept.id));
        rows.extend(found);
        rows
    }

    /// The search field and the matches that `ask` finds. Takes the focus.
    pub fn view(
        self,
        words: &'static PickerWords,
        ask: impl Fn(ListQuery) -> Searching + 'static,
    ) -> AnyView {
        Effect::new(move || {
            self.again.track();
            let search = self.search.get();
            self.kept.set(self.chosen.get_untracked());
            let query = ListQuery {
                limit: Some(SHOWN),
                search: Some(search).filter(|search| !search.is_empty()),
                ..ListQuery::default()
            };
            self.found.load(ask(query));
        });
        portal_kit::me::focus_later("dialog[open] .search input");
        let note = move || {
            let more = self.found.value.with(|found| {
                found
                    .as_ref()
                    .map(|found| (found.picks.is_empty(), found.more))
            });
            match more {
                Some((true, _)) => words.nothing,
                Some((_, true)) => words.more,
                _ => "",
            }
        };
        let failed = move || {
            let error = self.found.failure.get()?;
            Some(failure::notice(&error, move || {
                self.again.update(|n| *n += 1);
            }))
        };
        view! {
            <SearchBox label=words.search placeholder=words.search_in value=self.search
                on_search=move |typed: String| self.search.set(typed.trim().to_owned())/>
            {failed}
            {move || self.found.waiting().then(|| view! { <Skeleton lines=4/> })}
            <div class="picks" role="group" aria-label=words.label
                aria-busy=move || self.found.busy.get().then_some("true")>
                <For each=move || self.rows() key=|pick| (pick.id, pick.is_in) let:pick>
                    {self.row(words.label, pick)}
                </For>
            </div>
            <p class="muted small" role="status">{note}</p>
        }
        .into_any()
    }

    fn row(self, group: &'static str, pick: Pick) -> AnyView {
        let (id, is_in) = (pick.id, pick.is_in);
        let is_chosen = move |chosen: &Vec<Pick>| chosen.iter().any(|one| one.id == id);
        let on = Signal::derive(move || is_in || self.chosen.with(is_chosen));
        let (name, note) = (pick.name.clone(), pick.note.clone());
        view! {
            <label class="choice">
                <input type=if self.many { "checkbox" } else { "radio" } name=group disabled=is_in
                    prop:checked=on
                    on:change=move |event| self.choose(&pick, event_target_checked(&event))/>
                <span class="choice-text break">
                    <span>{name}</span><span class="choice-hint">{note}</span>
                </span>
            </label>
        }
        .into_any()
    }
}
