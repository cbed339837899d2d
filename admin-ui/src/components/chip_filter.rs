//! A filter by a property with a few values, shown as chips.

use leptos::prelude::*;
use ui_kit::prelude::*;

use super::FilterParts;
use crate::list::FilterField;

/// The filter by one property.
#[derive(Clone, Copy)]
pub struct ChipFilter {
    label: &'static str,
    field: FilterField,
    options: Signal<Vec<Chip>>,
}

impl ChipFilter {
    /// The filter `field`, with the values `options` to choose from.
    pub fn new(
        label: &'static str,
        field: FilterField,
        options: impl Into<Signal<Vec<Chip>>>,
    ) -> Self {
        Self {
            label,
            field,
            options: options.into(),
        }
    }

    /// The number of chosen values.
    pub fn active(self) -> u64 {
        self.field.chosen.with(Vec::len) as u64
    }

    /// The values to choose from, for the filter menu. Hidden if there are none, for example because there is no
    /// deadline.
    pub fn menu(self) -> AnyView {
        let shown = Memo::new(move |_| self.options.with(|all| !all.is_empty()));
        let chips = move || {
            view! {
                <FilterChips label=self.label multi=true options=self.options
                    selected=self.field.chosen on_change=self.field.choose/>
            }
        };
        (move || shown.get().then(chips)).into_any()
    }

    /// The chosen values, next to the other active filters.
    pub fn chosen(self) -> AnyView {
        view! {
            <ChosenChips label=self.label options=self.options selected=self.field.chosen
                on_change=self.field.choose/>
        }
        .into_any()
    }
}

impl From<ChipFilter> for FilterParts {
    fn from(filter: ChipFilter) -> Self {
        Self::new(move || filter.active(), filter.menu(), filter.chosen())
    }
}
