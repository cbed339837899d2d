//! The filter by time, in the person's time zone.

use contract::filter::{EventFilter, FilterValue as _, Moment};
use leptos::prelude::*;
use ui_kit::prelude::DateTimeField;

use crate::list::{FilterField, List};
use crate::words::events as words;

pub(super) fn view(list: List) -> AnyView {
    let since = list.field(|filter: &mut EventFilter| &mut filter.since);
    let before = list.field(|filter: &mut EventFilter| &mut filter.before);
    view! {
        {bound("since", words::SINCE, since)}
        {bound("before", words::BEFORE, before)}
    }
    .into_any()
}

fn bound(name: &'static str, label: &'static str, field: FilterField) -> AnyView {
    let value = move || {
        let text = field.chosen.with(|chosen| chosen.first().cloned())?;
        Moment::read(&text).ok().map(Moment::get)
    };
    let change = move |at: Option<_>| {
        let chosen = at.map(|at| Moment::new(at).text());
        field.choose.run((chosen.into_iter().collect(),));
    };
    view! { <DateTimeField name=name label=label value=Signal::derive(value) on_change=change/> }
        .into_any()
}
