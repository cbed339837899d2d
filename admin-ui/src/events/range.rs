//! The filter by time, in the person's time zone.

use contract::filter::EventFilter;
use leptos::prelude::*;

use crate::components::time_bound;
use crate::list::List;
use crate::words::events as words;

pub(super) fn view(list: List) -> AnyView {
    let since = list.field(|filter: &mut EventFilter| &mut filter.since);
    let before = list.field(|filter: &mut EventFilter| &mut filter.before);
    view! {
        {time_bound("since", words::SINCE, since)}
        {time_bound("before", words::BEFORE, before)}
    }
    .into_any()
}
