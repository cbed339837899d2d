//! The filters of the list of events: a menu in which actions, actors and targets are found, the time, and next
//! to them what is active.

use contract::events::Event;
use contract::filter::EventFilter;
use leptos::prelude::*;
use ui_kit::prelude::*;

use super::party_filter::PartyFilter;
use super::party_search::PartyLists;
use super::range;
use crate::components::{ListPage, SearchedFilter};
use crate::words::events as words;

pub(super) fn view(of: ListPage<Event>) -> AnyView {
    let list = of.list;
    let outcome = list.field(|filter: &mut EventFilter| &mut filter.outcome);
    let action = list.field(|filter: &mut EventFilter| &mut filter.action);
    let actions = SearchedFilter::new(action, words::ACTIONS, words::actions());
    let lists = PartyLists::new();
    let actor = PartyFilter::actor(of, lists);
    let target = PartyFilter::target(of, lists);
    let active = move || actions.active() + actor.active() + target.active();
    view! {
        <div class="filters">
            <FilterMenu active=Signal::derive(active)>
                {actions.menu()}
                {actor.menu()}
                {target.menu()}
            </FilterMenu>
            {range::view(list)}
            <ChipBar active=Signal::derive(move || list.filtered()) on_clear=move || list.clear()>
                <FilterChips label=words::OUTCOME selected=outcome.chosen
                    options=vec![Chip::new("success", words::SUCCESS), Chip::new("failure", words::FAILURE)]
                    on_change=outcome.choose/>
                {actions.chosen()}
                {actor.chosen()}
                {target.chosen()}
            </ChipBar>
        </div>
        {move || {
            let chosen = actor.active() + target.active() > 0;
            chosen.then(|| view! { <Notice tone=Tone::Info>{words::FILTER_ONE}</Notice> })
        }}
    }
    .into_any()
}
