//! The columns of an export of users.

use contract::imports::fields;
use leptos::prelude::*;
use ui_kit::prelude::*;

use super::column_chooser::ColumnChooser;
use super::columns::{self, Column, Definitions, OWN};
use crate::components::ExportColumns;
use crate::list::List;
use crate::words::{exports as words, users, views};

const ALL: &str = "all";
const CHOSEN: &str = "chosen";

/// The person comes first, as in the list.
const PERSON: [(&str, &str); 4] = [
    ("name", users::NAME),
    ("email", users::EMAIL),
    ("state", users::STATE),
    ("password.status", users::PASSWORD_STATUS),
];

/// Which columns an export has. Copy.
#[derive(Clone, Copy)]
pub(super) struct Exporting {
    list: List,
    how: RwSignal<String>,
    chooser: ColumnChooser,
}

impl Exporting {
    /// The columns of an export of `list`. Whenever the dialog opens, they are those of the list if some were
    /// chosen there, and all otherwise.
    pub fn new(list: List, attributes: Definitions, open: RwSignal<bool>) -> Self {
        let it = Self {
            list,
            how: RwSignal::new(ALL.to_owned()),
            chooser: ColumnChooser {
                chosen: RwSignal::new(Vec::new()),
                known: Signal::derive(move || known(attributes)),
                most: usize::MAX,
                label: words::CHOOSE,
                hint: || words::CHOOSE_HINT.to_owned(),
            },
        };
        Effect::new(move || {
            if open.get() {
                it.begin();
            }
        });
        it
    }

    fn begin(self) {
        let of_list = untrack(|| self.list.columns());
        let how = if of_list.is_empty() { ALL } else { CHOSEN };
        let of_list = if of_list.is_empty() {
            OWN.map(str::to_owned).into()
        } else {
            of_list
        };
        let mut names: Vec<String> = PERSON.map(|(name, _)| name.to_owned()).into();
        for name in of_list {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        self.how.set(how.to_owned());
        self.chooser.chosen.set(names);
    }

    /// The part of the dialog that asks for them.
    pub fn asked(self) -> ExportColumns {
        let chooses = move || self.how.with(|how| how == CHOSEN);
        let none = move || chooses() && self.chooser.chosen.with(Vec::is_empty);
        let fields = move |()| {
            view! {
                <RadioGroup name="columns" label=views::COLUMNS value=self.how options=vec![
                    Choice::new(ALL, words::ALL_COLUMNS).hint(words::ALL_COLUMNS_WHY),
                    Choice::new(CHOSEN, words::CHOSEN_COLUMNS),
                ]/>
                {move || chooses().then(|| self.chooser.view())}
            }
            .into_any()
        };
        ExportColumns {
            fields: Callback::new(fields),
            none: Signal::derive(none),
        }
    }

    /// The names of the columns, separated by commas; `None` for all.
    pub fn names(self) -> Option<String> {
        let chooses = self.how.with_untracked(|how| how == CHOSEN);
        chooses.then(|| self.chooser.chosen.get_untracked().join(","))
    }
}

/// The columns that can be chosen: those of the list, and what else the profile has.
fn known(attributes: Definitions) -> Vec<Column> {
    let mut known: Vec<_> = PERSON.map(|(name, label)| Column::new(name, label)).into();
    let of_list = columns::all_columns(attributes).into_iter();
    let of_profile = fields().into_iter();
    let of_profile = of_profile.map(|field| Column::new(&field.name, &field.label));
    let id = Column::new("id", words::ID);
    for one in of_list.chain(of_profile).chain([id]) {
        if !known.iter().any(|known| known.name == one.name) {
            known.push(one);
        }
    }
    known
}
