//! A bound of a filter by time.

use contract::filter::{FilterValue as _, Moment};
use leptos::prelude::*;
use ui_kit::prelude::DateTimeField;

use crate::list::FilterField;

/// The input for a bound: a date and a time of day in the person's time zone. A change is applied at once.
pub fn time_bound(name: &'static str, label: &'static str, field: FilterField) -> AnyView {
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
