//! The filters by attributes. Those with few values have chips, the others have inputs in the form of
//! [`typed_filter`](super::typed_filter).

use std::collections::BTreeMap;

use contract::filter::{AttributeField, UserFilter};
use contract::user_attributes::{AttributeDefinition, AttributeKind};
use leptos::prelude::*;
use ui_kit::prelude::*;

use super::columns::{self, Definitions};
use super::typed_filter::{LONGEST, add, chosen_chips};
use crate::list::{FilterField, List};
use crate::words::user_attributes as words;

/// The filters. Copy.
#[derive(Clone, Copy)]
pub(super) struct AttributeFilters {
    list: List,
    /// The attributes. Inputs are only built again when they have changed.
    filterable: Memo<Vec<AttributeDefinition>>,
    /// What is typed. Outlives the inputs.
    typed: StoredValue<BTreeMap<AttributeField, ArcRwSignal<String>>>,
}

impl AttributeFilters {
    /// The filters of the list of users, by `all` attributes.
    pub fn new(list: List, all: Definitions) -> Self {
        let filterable = Memo::new(move |_| {
            let all = columns::defined(all).into_iter();
            all.filter(|one| one.filterable).collect::<Vec<_>>()
        });
        Self {
            list,
            filterable,
            typed: StoredValue::new(BTreeMap::new()),
        }
    }

    /// The number of chosen values.
    pub fn active(self) -> u64 {
        let filter: UserFilter = self.list.filter();
        let values = filter.attributes.iter().map(|(_, values)| values.len());
        values.sum::<usize>() as u64
    }

    fn field(self, of: AttributeField) -> FilterField {
        let list = self.list;
        let field = of.clone();
        let chosen = move || {
            let filter: UserFilter = list.filter();
            filter.attributes.get(&of).to_vec()
        };
        let choose = move |chosen: Vec<String>| {
            let mut filter: UserFilter = untrack(|| list.filter());
            filter.attributes.set(field.clone(), chosen);
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
            let fields = fields(&one).into_iter().map(|of| self.field(of));
            let chips = fields.map(|field| {
                view! {
                    <FilterChips label=one.label.clone() multi=true options=options.clone()
                        selected=field.chosen on_change=field.choose/>
                }
            });
            (!options.is_empty()).then(|| chips.collect_view())
        };
        (move || self.filterable.get().into_iter().map(chips).collect_view()).into_any()
    }

    /// The inputs, in the form in which values are typed.
    pub fn inputs(self) -> AnyView {
        let inputs = move |one: AttributeDefinition| {
            let mut all = fields(&one).into_iter().map(|of| self.input(&one, &of));
            let whole = all.next();
            let bounds: Vec<AnyView> = all.collect();
            let bounds = (!bounds.is_empty()).then(|| view! { <FieldRow>{bounds}</FieldRow> });
            view! { {whole}{bounds} }.into_any()
        };
        let all = move || {
            let typed = self.filterable.get().into_iter();
            let typed = typed.filter(|one| values(one).is_empty());
            typed.map(inputs).collect_view()
        };
        all.into_any()
    }

    fn input(self, one: &AttributeDefinition, of: &AttributeField) -> AnyView {
        let (name, value) = (input_name(of), RwSignal::from(self.typed(of)));
        let label = match of.bound {
            Some(bound) => words::compared(&one.label, bound),
            None => one.label.clone(),
        };
        if one.kind == AttributeKind::Date {
            view! { <DateField name=name label=label value=value/> }.into_any()
        } else {
            view! { <TextField name=name label=label value=value maxlength=LONGEST/> }.into_any()
        }
    }

    /// What is typed into the input of a field.
    fn typed(self, of: &AttributeField) -> ArcRwSignal<String> {
        let typed = self
            .typed
            .try_update_value(|all| all.entry(of.clone()).or_default().clone());
        typed.unwrap_or_default()
    }

    /// Adds what is typed to the filter. What is wrong gets into the errors of the form.
    pub fn read(self, filter: &mut UserFilter, errors: &mut FieldErrors) {
        for one in self.filterable.get_untracked() {
            for of in fields(&one) {
                let typed = self.typed(&of).get_untracked();
                match one.kind_of().read(&typed) {
                    Ok(None) => {}
                    Ok(Some(value)) => {
                        // A range has one start and one end.
                        let mut all = match of.bound {
                            Some(_) => Vec::new(),
                            None => filter.attributes.get(&of).to_vec(),
                        };
                        add(&mut all, value.to_string());
                        filter.attributes.set(of, all);
                    }
                    Err(wrong) => errors.set(input_name(&of), wrong.message),
                }
            }
        }
    }

    /// Clears the inputs.
    pub fn discard(self) {
        for typed in self.typed.get_value().values() {
            typed.set(String::new());
        }
    }

    /// The chosen values, next to the other active filters.
    pub fn chosen(self) -> AnyView {
        let chips = move |one: AttributeDefinition| {
            let kind = one.kind;
            let chips = fields(&one).into_iter().map(|of| {
                let field = self.field(of.clone());
                let shown = move |value: String| {
                    let word = word(kind, &of, &value);
                    Chip::new(value, word)
                };
                chosen_chips(one.label.clone(), field, shown)
            });
            chips.collect_view()
        };
        (move || self.filterable.get().into_iter().map(chips).collect_view()).into_any()
    }
}

/// The fields of the filter by an attribute.
fn fields(one: &AttributeDefinition) -> Vec<AttributeField> {
    AttributeField::all_of(&one.name, one.kind)
}

/// The name of the input for a field.
fn input_name(of: &AttributeField) -> String {
    format!("attributes.{of}")
}

/// The values of an attribute, if there are few. Others are typed.
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

/// A value of a field, in words.
fn word(kind: AttributeKind, of: &AttributeField, value: &str) -> String {
    match (of.bound, kind, value) {
        (Some(bound), ..) => format!("{} {value}", words::bound(bound)),
        (None, AttributeKind::YesNo, "true") => words::YES.to_owned(),
        (None, AttributeKind::YesNo, "false") => words::NO.to_owned(),
        (None, ..) => value.to_owned(),
    }
}
