//! The filters whose value is typed: a text of the profile, or a date.

use contract::filter::{FilterValue, Moment, UserFilter};
use leptos::prelude::*;
use ui_kit::prelude::*;

use crate::list::{FilterField, List};
use crate::words::users as words;

/// One of the filters. Copy.
#[derive(Clone, Copy)]
struct Typed {
    name: &'static str,
    label: &'static str,
    is_date: bool,
    field: FilterField,
    /// What is typed.
    value: RwSignal<String>,
    /// Writes a typed value to the filter. Writes nothing if it is not a value.
    write: fn(&mut UserFilter, &str),
}

/// The filters, with the form in which they are typed. Copy.
#[derive(Clone, Copy)]
pub(super) struct TypedFilters {
    list: List,
    all: StoredValue<[Typed; 7]>,
}

impl TypedFilters {
    /// The filters of the list of users.
    pub fn new(list: List) -> Self {
        Self {
            list,
            all: StoredValue::new([
                text(
                    "department",
                    words::DEPARTMENT,
                    list.field(|filter: &mut UserFilter| &mut filter.department),
                    |filter, typed| add(&mut filter.department, typed),
                ),
                text(
                    "employeeType",
                    words::EMPLOYEE_TYPE,
                    list.field(|filter: &mut UserFilter| &mut filter.employee_type),
                    |filter, typed| add(&mut filter.employee_type, typed),
                ),
                text(
                    "manager",
                    words::MANAGER,
                    list.field(|filter: &mut UserFilter| &mut filter.manager),
                    |filter, typed| add(&mut filter.manager, typed),
                ),
                date(
                    "lastSignInBefore",
                    words::NOT_SIGNED_IN_SINCE,
                    list.field(|filter: &mut UserFilter| &mut filter.last_sign_in_before),
                    |filter, typed| put(&mut filter.last_sign_in_before, typed),
                ),
                date(
                    "lastSignInSince",
                    words::SIGNED_IN_SINCE,
                    list.field(|filter: &mut UserFilter| &mut filter.last_sign_in_since),
                    |filter, typed| put(&mut filter.last_sign_in_since, typed),
                ),
                date(
                    "createdSince",
                    words::CREATED_SINCE,
                    list.field(|filter: &mut UserFilter| &mut filter.created_since),
                    |filter, typed| put(&mut filter.created_since, typed),
                ),
                date(
                    "createdBefore",
                    words::CREATED_BEFORE,
                    list.field(|filter: &mut UserFilter| &mut filter.created_before),
                    |filter, typed| put(&mut filter.created_before, typed),
                ),
            ]),
        }
    }

    /// The number of active values.
    pub fn active(self) -> u64 {
        let of = |typed: &Typed| typed.field.chosen.with(Vec::len) as u64;
        self.all.with_value(|all| all.iter().map(of).sum())
    }

    /// The form, in the menu with all filters.
    pub fn menu(self) -> AnyView {
        let field = |typed: Typed| {
            if typed.is_date {
                view! { <DateField name=typed.name label=typed.label value=typed.value/> }
                    .into_any()
            } else {
                view! {
                    <TextField name=typed.name label=typed.label value=typed.value maxlength=200/>
                }
                .into_any()
            }
        };
        let [
            department,
            kind,
            manager,
            not_since,
            since,
            created_since,
            created_before,
        ] = self.all.get_value().map(field);
        view! {
            <Form label=words::TYPED_FILTERS on_submit=move || self.apply()>
                {department}
                <FieldRow>{kind}{manager}</FieldRow>
                <FieldRow>{not_since}{since}</FieldRow>
                <FieldRow>{created_since}{created_before}</FieldRow>
                <Button submit=true variant=ButtonVariant::Secondary>{words::APPLY}</Button>
            </Form>
        }
        .into_any()
    }

    /// The active values, next to the other active filters.
    pub fn chosen(self) -> AnyView {
        let chips = |typed: Typed| {
            let shown = move |value: String| {
                let day = value.split('T').next().unwrap_or_default().to_owned();
                Chip::new(value.clone(), if typed.is_date { day } else { value })
            };
            let options = Memo::new(move |_| {
                let chosen = typed.field.chosen.get();
                chosen.into_iter().map(shown).collect::<Vec<_>>()
            });
            view! {
                <ChosenChips label=typed.label options=options selected=typed.field.chosen
                    on_change=typed.field.choose/>
            }
            .into_any()
        };
        self.all.get_value().map(chips).collect_view().into_any()
    }

    /// Adds what is typed to the filter, all at once.
    fn apply(self) {
        let mut filter = untrack(|| self.list.filter::<UserFilter>());
        for typed in self.all.get_value() {
            let text = typed.value.get_untracked();
            if !text.trim().is_empty() {
                (typed.write)(&mut filter, text.trim());
                typed.value.set(String::new());
            }
        }
        self.list.set_filter(&filter);
    }
}

fn text(
    name: &'static str,
    label: &'static str,
    field: FilterField,
    write: fn(&mut UserFilter, &str),
) -> Typed {
    Typed {
        name,
        label,
        is_date: false,
        field,
        value: RwSignal::new(String::new()),
        write,
    }
}

fn date(
    name: &'static str,
    label: &'static str,
    field: FilterField,
    write: fn(&mut UserFilter, &str),
) -> Typed {
    Typed {
        is_date: true,
        ..text(name, label, field, write)
    }
}

/// Adds a value to those of which an item must have one.
fn add(values: &mut Vec<String>, typed: &str) {
    if let Ok(value) = String::read(typed)
        && !values.contains(&value)
    {
        values.push(value);
    }
}

/// Sets the only value.
fn put(values: &mut Vec<Moment>, typed: &str) {
    if let Ok(moment) = Moment::read(typed) {
        *values = vec![moment];
    }
}
