//! The filters whose value is entered: a time, a text of the profile, or a value of an attribute.

use contract::filter::{FilterValue, Moment, UserFilter};
use leptos::prelude::*;
use ui_kit::prelude::*;

use super::attribute_filters::AttributeFilters;
use crate::components::time_bound;
use crate::list::{FilterField, List};
use crate::words::users as words;

/// The maximum length of a value, in UTF-16 code units.
pub(super) const LONGEST: u32 = 200;

/// A filter by a text. Copy.
#[derive(Clone, Copy)]
struct TextFilter {
    name: &'static str,
    label: &'static str,
    /// Its values in the filter.
    values: fn(&mut UserFilter) -> &mut Vec<String>,
    field: FilterField,
    /// What is typed.
    typed: RwSignal<String>,
}

/// A filter by a time, which is applied at once. Copy.
#[derive(Clone, Copy)]
struct TimeFilter {
    name: &'static str,
    label: &'static str,
    field: FilterField,
}

/// The filters, with the form in which texts and values of attributes are typed. Copy.
#[derive(Clone, Copy)]
pub(super) struct TypedFilters {
    list: List,
    times: StoredValue<[TimeFilter; 4]>,
    texts: StoredValue<[TextFilter; 3]>,
    attributes: AttributeFilters,
    /// The errors of the form.
    errors: RwSignal<FieldErrors>,
}

impl TypedFilters {
    /// The filters of the list of users, which also has filters by `attributes`.
    pub fn new(list: List, attributes: AttributeFilters) -> Self {
        Self {
            list,
            times: StoredValue::new([
                time(
                    list,
                    "lastSignInBefore",
                    words::NOT_SIGNED_IN_SINCE,
                    |filter| &mut filter.last_sign_in_before,
                ),
                time(list, "lastSignInSince", words::SIGNED_IN_SINCE, |filter| {
                    &mut filter.last_sign_in_since
                }),
                time(list, "createdSince", words::CREATED_SINCE, |filter| {
                    &mut filter.created_since
                }),
                time(list, "createdBefore", words::CREATED_BEFORE, |filter| {
                    &mut filter.created_before
                }),
            ]),
            texts: StoredValue::new([
                text(list, "department", words::DEPARTMENT, |filter| {
                    &mut filter.department
                }),
                text(list, "employeeType", words::EMPLOYEE_TYPE, |filter| {
                    &mut filter.employee_type
                }),
                text(list, "manager", words::MANAGER, |filter| {
                    &mut filter.manager
                }),
            ]),
            attributes,
            errors: RwSignal::new(FieldErrors::default()),
        }
    }

    /// The number of active values, except of attributes.
    pub fn active(self) -> u64 {
        let of = |field: FilterField| field.chosen.with(Vec::len) as u64;
        let times: u64 = self
            .times
            .with_value(|all| all.iter().map(|one| of(one.field)).sum());
        let texts: u64 = self
            .texts
            .with_value(|all| all.iter().map(|one| of(one.field)).sum());
        times + texts
    }

    /// The inputs, in the menu with all filters.
    pub fn menu(self) -> AnyView {
        let time = |one: TimeFilter| time_bound(one.name, one.label, one.field);
        let text = |one: TextFilter| {
            view! { <TextField name=one.name label=one.label value=one.typed maxlength=LONGEST/> }
                .into_any()
        };
        let [department, kind, manager] = self.texts.get_value().map(text);
        view! {
            {self.times.get_value().map(time).collect_view()}
            <Form label=words::TYPED_FILTERS errors=self.errors on_submit=move || self.apply()>
                {department}
                <FieldRow>{kind}{manager}</FieldRow>
                {self.attributes.inputs()}
                <Button submit=true variant=ButtonVariant::Secondary>{words::APPLY}</Button>
            </Form>
        }
        .into_any()
    }

    /// The active values, except of attributes, next to the other active filters.
    pub fn chosen(self) -> AnyView {
        let time = |one: TimeFilter| {
            let shown = |value: String| {
                let at = Moment::read(&value).map(|at| exact(at.get().into()));
                Chip::new(value, at.unwrap_or_default())
            };
            chosen_chips(one.label, one.field, shown)
        };
        let text = |one: TextFilter| {
            let shown = |value: String| Chip::new(value.clone(), value);
            chosen_chips(one.label, one.field, shown)
        };
        view! {
            {self.times.get_value().map(time).collect_view()}
            {self.texts.get_value().map(text).collect_view()}
        }
        .into_any()
    }

    /// Adds what is typed to the filter, all at once. If something is wrong, adds nothing.
    fn apply(self) {
        let mut filter = untrack(|| self.list.filter::<UserFilter>());
        let mut errors = FieldErrors::default();
        for text in self.texts.get_value() {
            let typed = text.typed.get_untracked();
            let typed = typed.trim();
            if typed.is_empty() {
                continue;
            }
            match String::read(typed) {
                Ok(value) => add((text.values)(&mut filter), value),
                Err(expected) => errors.set(text.name, format!("{} {expected}", text.label)),
            }
        }
        self.attributes.read(&mut filter, &mut errors);
        if errors.is_empty() {
            for text in self.texts.get_value() {
                text.typed.set(String::new());
            }
            self.attributes.discard();
            self.list.set_filter(&filter);
        }
        self.errors.set(errors);
    }
}

fn text(
    list: List,
    name: &'static str,
    label: &'static str,
    values: fn(&mut UserFilter) -> &mut Vec<String>,
) -> TextFilter {
    TextFilter {
        name,
        label,
        values,
        field: list.field(values),
        typed: RwSignal::new(String::new()),
    }
}

fn time(
    list: List,
    name: &'static str,
    label: &'static str,
    values: fn(&mut UserFilter) -> &mut Vec<Moment>,
) -> TimeFilter {
    TimeFilter {
        name,
        label,
        field: list.field(values),
    }
}

/// The active values of a field, each as `shown`.
pub(super) fn chosen_chips(
    label: impl Into<String>,
    field: FilterField,
    shown: impl Fn(String) -> Chip + Send + Sync + 'static,
) -> AnyView {
    let options = Memo::new(move |_| {
        let chosen = field.chosen.get();
        chosen.into_iter().map(&shown).collect::<Vec<_>>()
    });
    view! {
        <ChosenChips label=label options=options selected=field.chosen on_change=field.choose/>
    }
    .into_any()
}

/// Adds a value to those of which an item must have one.
pub(super) fn add(values: &mut Vec<String>, value: String) {
    if !values.contains(&value) {
        values.push(value);
    }
}
