//! The filters of the delivery log: a menu with webhooks and event types, and next to it the states and the active
//! filters.

use contract::filter::WebhookDeliveryFilter;
use contract::webhooks::{TEST_TYPE, WebhookDeliveryState};
use leptos::prelude::*;
use ui_kit::prelude::*;

use super::log::Webhooks;
use crate::components::SearchedFilter;
use crate::list::List;
use crate::words::events::actions;
use crate::words::webhooks as words;

pub(super) fn view(list: List, webhooks: Webhooks) -> AnyView {
    let state = list.field(|filter: &mut WebhookDeliveryFilter| &mut filter.state);
    let states = WebhookDeliveryState::ALL
        .map(|state| Chip::new(state.as_str(), words::state(state)))
        .to_vec();
    let webhook = list.field(|filter: &mut WebhookDeliveryFilter| &mut filter.webhook);
    // Not derived: when the webhooks are loaded again, the chip with the focus must remain.
    let names = Memo::new(move |_| names(webhooks, webhook.chosen.get()));
    let event = list.field(|filter: &mut WebhookDeliveryFilter| &mut filter.event);
    let mut types = vec![(TEST_TYPE.to_owned(), words::TEST_EVENT.to_owned())];
    types.extend(actions());
    let events = SearchedFilter::new(event, words::EVENTS, types);
    let active = move || webhook.chosen.with(Vec::len) as u64 + events.active();
    view! {
        <div class="filters">
            <FilterMenu active=Signal::derive(active)>
                <FilterChips label=words::WEBHOOK multi=true options=names selected=webhook.chosen
                    on_change=webhook.choose/>
                {events.menu()}
            </FilterMenu>
            <ChipBar active=Signal::derive(move || list.filtered()) on_clear=move || list.clear()>
                <FilterChips label=words::STATUS multi=true options=states selected=state.chosen
                    on_change=state.choose/>
                <ChosenChips label=words::WEBHOOK options=names selected=webhook.chosen
                    on_change=webhook.choose/>
                {events.chosen()}
            </ChipBar>
        </div>
    }
    .into_any()
}

/// The webhooks, and those that are chosen but deleted.
fn names(webhooks: Webhooks, chosen: Vec<String>) -> Vec<Chip> {
    let mut known = webhooks.value.with(|page| {
        let items = page.iter().flat_map(|page| &page.items);
        let known = items.map(|one| (one.id.to_string(), one.name.clone()));
        known.collect::<Vec<_>>()
    });
    for id in chosen {
        if !known.iter().any(|(known, _)| *known == id) {
            known.push((id, words::DELETED_WEBHOOK.to_owned()));
        }
    }
    let chips = known.into_iter().map(|(id, name)| Chip::new(id, name));
    chips.collect()
}
