//! A filter by group. A few groups are shown; the others are found with a search.

use std::collections::BTreeMap;

use contract::filter::FilterValue as _;
use contract::groups::Group;
use contract::ids::GroupId;
use contract::page::{ListQuery, Page as Items};
use contract::problem::ProblemType;
use leptos::prelude::*;
use portal_kit::api::{api, run};
use portal_kit::fetched::Fetched;
use rules::role::Permission;
use ui_kit::prelude::*;

use crate::components::FilterParts;
use crate::list::FilterField;
use crate::session::may;
use crate::words::groups as words;

/// Groups shown at once.
const SHOWN: u8 = 12;

/// The filter. Copy.
#[derive(Clone, Copy)]
pub struct GroupFilter {
    field: FilterField,
    counted: Option<RwSignal<u32>>,
    found: Fetched<Items<Group>>,
    search: RwSignal<String>,
    /// The names of the groups seen so far, by identifier.
    names: RwSignal<BTreeMap<String, String>>,
}

impl GroupFilter {
    /// The filter `field`. With `counted`, it shows how many members each group has, and loads the groups again
    /// whenever `counted` changes.
    pub fn new(field: FilterField, counted: Option<RwSignal<u32>>) -> Self {
        let filter = Self {
            field,
            counted,
            found: Fetched::new(),
            search: RwSignal::new(String::new()),
            names: RwSignal::new(BTreeMap::new()),
        };
        if may(Permission::GroupsRead) {
            Effect::new(move || {
                if let Some(changed) = counted {
                    changed.track();
                }
                filter.load();
            });
            Effect::new(move || filter.learn_names());
        }
        filter
    }

    fn load(self) {
        let search = self.search.get();
        let query = ListQuery {
            limit: Some(SHOWN),
            search: Some(search).filter(|search| !search.is_empty()),
            ..ListQuery::default()
        };
        self.found.load(async move { api().groups(&query).await });
    }

    /// Stores the names of the groups that were found, and loads those of other chosen ones.
    fn learn_names(self) {
        let found = self.found.value.get();
        let found = found.into_iter().flat_map(|page| page.items);
        self.names.update(|names| {
            names.extend(found.map(|group| (group.id.to_string(), group.name)));
        });
        for id in self.field.chosen.get() {
            let known = self.names.with_untracked(|names| names.contains_key(&id));
            if known || self.found.busy.get() {
                continue;
            }
            let Ok(group) = id.parse::<GroupId>() else {
                continue;
            };
            run(async move { api().group(group).await }, move |answer| {
                let name = match answer {
                    Ok(group) => group.name,
                    Err(error) if error.is(ProblemType::NotFound) => words::GONE.to_owned(),
                    // It stays without a name, and can still be removed.
                    Err(_) => return,
                };
                self.names.try_update(|names| names.insert(id, name));
            });
        }
    }

    /// The chosen groups that were not found, then those found.
    fn options(self) -> Vec<Chip> {
        let found = self.found.value.get().map(|page| page.items);
        let found = found.unwrap_or_default();
        let mut chips = Vec::new();
        for id in self.field.chosen.get() {
            if found.iter().all(|group| group.id.0.text() != id) {
                let name = self.names.with(|names| names.get(&id).cloned());
                let name = name.unwrap_or_else(|| words::UNKNOWN.to_owned());
                chips.push(Chip::new(id, name));
            }
        }
        chips.extend(found.into_iter().map(|group| {
            let chip = Chip::new(group.id.0.text(), group.name);
            match self.counted {
                Some(_) => chip.count(group.members),
                None => chip,
            }
        }));
        chips
    }

    /// The number of chosen groups.
    pub fn active(self) -> u64 {
        self.field.chosen.with(Vec::len) as u64
    }

    /// The groups to choose from, in the menu with all filters.
    pub fn menu(self) -> AnyView {
        let more = Memo::new(move |_| {
            let more = self
                .found
                .value
                .with(|page| page.as_ref().is_some_and(|page| page.next_cursor.is_some()));
            more || !self.search.with(String::is_empty)
        });
        let shown = Memo::new(move |_| {
            let any = self
                .found
                .value
                .with(|page| page.as_ref().is_some_and(|page| !page.items.is_empty()));
            any || more.get() || self.active() > 0
        });
        let search = move || {
            more.get().then(|| {
                view! {
                    <SearchBox label=words::FIND value=self.search
                        on_search=move |typed: String| self.search.set(typed.trim().to_owned())/>
                }
            })
        };
        let nothing = move || {
            let none = self
                .found
                .value
                .with(|page| page.as_ref().is_some_and(|page| page.items.is_empty()));
            if none { words::NO_MATCH_TITLE } else { "" }
        };
        // Not derived: a choice must not rebuild the chips, of which one has the focus.
        let options = Memo::new(move |_| self.options());
        (move || {
            shown.get().then(|| {
                view! {
                    <div class="stack tight">
                        <FilterChips label=words::FILTER multi=true options=options
                            selected=self.field.chosen on_change=self.field.choose/>
                        {search}
                        <p class="muted small" role="status">{nothing}</p>
                    </div>
                }
            })
        })
        .into_any()
    }

    /// The chosen groups, next to the other active filters.
    pub fn chosen(self) -> AnyView {
        view! {
            <ChosenChips label=words::FILTER options=Memo::new(move |_| self.options())
                selected=self.field.chosen on_change=self.field.choose/>
        }
        .into_any()
    }
}

impl From<GroupFilter> for FilterParts {
    fn from(filter: GroupFilter) -> Self {
        Self::new(move || filter.active(), filter.menu(), filter.chosen())
    }
}
