//! The search box, and a menu with all filters. Active filters are shown as chips.

use contract::filter::ApplicationFilter;
use leptos::prelude::*;
use rules::access::WantedFactor;
use rules::application::{ApplicationProtocol, OpenTo};
use ui_kit::prelude::*;

use crate::components::{ChipFilter, FilterParts, FilterToolbar};
use crate::groups::GroupFilter;
use crate::list::List;
use crate::words::applications as words;

pub(super) fn view(list: List) -> AnyView {
    let group = list.field(|filter: &mut ApplicationFilter| &mut filter.group);
    let mut filters: Vec<FilterParts> = filters(list).map(FilterParts::from).into();
    filters.push(GroupFilter::new(group, None).into());
    view! {
        <FilterToolbar list=list filters=filters>
            <SearchBox label=words::SEARCH placeholder=words::SEARCH_IN value=list.search()
                on_search=move |typed: String| list.set_search(&typed)/>
        </FilterToolbar>
    }
    .into_any()
}

/// The most used filters come first.
fn filters(list: List) -> [ChipFilter; 4] {
    let states = vec![
        Chip::new("true", words::ENABLED),
        Chip::new("false", words::DISABLED),
    ];
    let open_to = vec![
        Chip::new(OpenTo::Everyone.as_str(), words::EVERYONE),
        Chip::new(OpenTo::Assigned.as_str(), words::ONLY_ASSIGNED),
    ];
    let factors = WantedFactor::ALL.map(|one| Chip::new(one.as_str(), words::factor(one)));
    let protocols =
        ApplicationProtocol::ALL.map(|one| Chip::new(one.as_str(), words::protocol(one)));
    [
        ChipFilter::new(
            words::STATUS,
            list.field(|filter: &mut ApplicationFilter| &mut filter.enabled),
            states,
        ),
        ChipFilter::new(
            words::OPEN_TO,
            list.field(|filter: &mut ApplicationFilter| &mut filter.open_to),
            open_to,
        ),
        ChipFilter::new(
            words::FACTOR,
            list.field(|filter: &mut ApplicationFilter| &mut filter.factor),
            factors.to_vec(),
        ),
        ChipFilter::new(
            words::PROTOCOL,
            list.field(|filter: &mut ApplicationFilter| &mut filter.protocol),
            protocols.to_vec(),
        ),
    ]
}
