//! The filters by attributes. Those with few values have chips; a filter by another one comes from a
//! link, is shown, and can be removed.

use contract::filter::UserFilter;
use contract::user_attributes::{AttributeDefinition, AttributeKind};
use leptos::prelude::*;
use ui_kit::prelude::*;

use super::columns::{self, Definitions};
use crate::list::{FilterField, List};
use crate::words::user_attributes as words;

/// The filters. Copy.
#[derive(Clone, Copy)]
pub(super) struct AttributeFilters {
    list: List,
    all: Definitions,
}

impl AttributeFilters {
    /// The filters of the list of users, by `all` attributes.
    pub fn new(list: List, all: Definitions) -> Self {
        Self { list, all }
    }

    /// The number of chosen values.
    pub fn active(self) -> u64 {
        let filter: UserFilter = self.list.filter();
        let values = filter.attributes.iter().map(|(_, values)| values.len());
        values.sum::<usize>() as u64
    }

    fn filterable(self) -> Vec<AttributeDefinition> {
        let all = columns::defined(self.all).into_iter();
        all.filter(|one| one.filterable).collect()
    }

    fn field(self, name: String) -> FilterField {
        let list = self.list;
        let of = name.clone();
        let chosen = move || {
            let filter: UserFilter = list.filter();
            filter.attributes.get(&of).to_vec()
        };
        let choose = move |chosen: Vec<String>| {
            let mut filter: UserFilter = untrack(|| list.filter());
            filter.attributes.set(&name, chosen);
            list.set_filter(&filter);
        };
        FilterField {
            chosen: Signal::derive(chosen),
            choose: Callback::from(choose),
        }
    }

    /// The values to choose from, in the menu with all filters.
    pub fn menu(self) -> AnyView {
        let chips = move |one: AttributeDefinition| {
            let options = values(&one);
            let field = self.field(one.name);
            (!options.is_empty()).then(|| {
                view! {
                    <FilterChips label=one.label multi=true options=options selected=field.chosen
                        on_change=field.choose/>
                }
            })
        };
        (move || self.filterable().into_iter().map(chips).collect_view()).into_any()
    }

    /// The chosen values, next to the other active filters.
    pub fn chosen(self) -> AnyView {
        let chips = move |one: AttributeDefinition| {
            let known = values(&one);
            let field = self.field(one.name);
            let options = move || {
                if known.is_empty() {
                    let chosen = field.chosen.get().into_iter();
                    chosen
                        .map(|value| Chip::new(value.clone(), value))
                        .collect()
                } else {
                    known.clone()
                }
            };
            view! {
                <ChosenChips label=one.label options=Signal::derive(options) selected=field.chosen
                    on_change=field.choose/>
            }
        };
        (move || self.filterable().into_iter().map(chips).collect_view()).into_any()
    }
}

/// The values of an attribute, if there are few.
fn values(one: &AttributeDefinition) -> Vec<Chip> {
    match one.kind {
        AttributeKind::YesNo => vec![Chip::new("true", words::YES), Chip::new("false", words::NO)],
        AttributeKind::Choice => {
            let choices = one.choices.iter();
            choices.map(|choice| Chip::new(choice, choice)).collect()
        }
        AttributeKind::Text | AttributeKind::Number | AttributeKind::Date => Vec::new(),
    }
}
