//! A filter by a property that has few values, which are chips.

use leptos::prelude::*;
use ui_kit::prelude::*;

use crate::list::FilterField;

/// The filter. Copy.
#[derive(Clone, Copy)]
pub struct ChipFilter {
    label: &'static str,
    field: FilterField,
    options: Signal<Vec<Chip>>,
}

impl ChipFilter {
    /// The filter by a field that can have the values `options`.
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

    /// The values to choose from, in the menu with all filters. Hidden if there are none, such as a deadline that
    /// does not exist.
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
