//! The toolbar of a list with filters.

use leptos::prelude::*;
use ui_kit::prelude::*;

use crate::list::List;

/// What a filter adds to the toolbar.
pub struct FilterParts {
    active: Signal<u64>,
    menu: AnyView,
    chosen: AnyView,
}

impl FilterParts {
    /// What a filter adds: the number of its chosen values, the values to choose from, and the chosen ones.
    pub fn new(
        active: impl Fn() -> u64 + Send + Sync + 'static,
        menu: AnyView,
        chosen: AnyView,
    ) -> Self {
        Self {
            active: Signal::derive(active),
            menu,
            chosen,
        }
    }
}

/// The search box, and a menu with all filters. Active filters are shown as chips.
#[component]
pub fn FilterToolbar(
    /// The list.
    list: List,
    /// Its filters, in the order of the menu.
    filters: Vec<FilterParts>,
    /// The search box.
    children: Children,
) -> AnyView {
    let active: Vec<_> = filters.iter().map(|filter| filter.active).collect();
    let active = move || active.iter().map(|active| active.get()).sum::<u64>();
    let parts = filters
        .into_iter()
        .map(|filter| (filter.menu, filter.chosen));
    let (menus, chosen): (Vec<_>, Vec<_>) = parts.unzip();
    view! {
        <ListToolbar>
            {children()}
            <FilterMenu active=Signal::derive(active)>{menus}</FilterMenu>
            <ChipBar active=Signal::derive(move || list.filtered()) on_clear=move || list.clear()>
                {chosen}
            </ChipBar>
        </ListToolbar>
    }
    .into_any()
}
