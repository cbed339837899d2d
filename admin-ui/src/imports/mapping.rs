//! How the file is imported: the field of each column, and what to do with users.

use contract::imports::{ExistingUsers, MatchBy, UpdateImport, UserImport, fields};
use leptos::prelude::*;
use portal_kit::api::{api, run};
use portal_kit::sending::Sending;
use rules::state::UserState;
use ui_kit::prelude::*;

use crate::words::imports as words;

/// The form's identifier, for the button outside of it.
pub(super) const FORM: &str = "import-mapping";

/// What precedes the name of an attribute in the name of a field.
const ATTRIBUTES: &str = "attributes.";

/// The settings as selected. Copy.
#[derive(Clone, Copy)]
pub(super) struct Mapping {
    columns: StoredValue<Vec<RwSignal<String>>>,
    match_by: RwSignal<String>,
    existing: RwSignal<String>,
    new_users: RwSignal<String>,
}

impl Mapping {
    /// The settings of an import.
    pub fn of(import: &UserImport) -> Self {
        let columns = import.columns.iter();
        let columns = columns
            .map(|column| RwSignal::new(column.field.clone().unwrap_or_default()))
            .collect();
        Self {
            columns: StoredValue::new(columns),
            match_by: RwSignal::new(import.match_by.as_str().to_owned()),
            existing: RwSignal::new(import.existing_users.as_str().to_owned()),
            new_users: RwSignal::new(import.new_user_state.as_str().to_owned()),
        }
    }

    /// The request that saves them.
    pub fn request(self) -> UpdateImport {
        let columns = self.columns.get_value();
        UpdateImport {
            fields: Some(columns.iter().map(|field| field.get()).collect()),
            match_by: MatchBy::parse(&self.match_by.get()),
            existing_users: ExistingUsers::parse(&self.existing.get()),
            new_user_state: UserState::parse(&self.new_users.get()),
        }
    }

    /// Whether they differ from those of the import.
    pub fn differs(self, import: &UserImport) -> bool {
        let columns = import.columns.iter();
        let saved = UpdateImport {
            fields: Some(
                columns
                    .map(|column| column.field.clone().unwrap_or_default())
                    .collect(),
            ),
            match_by: Some(import.match_by),
            existing_users: Some(import.existing_users),
            new_user_state: Some(import.new_user_state),
        };
        self.request() != saved
    }

    /// The form.
    pub fn view(self, import: &UserImport, form: Sending, on_submit: Callback<()>) -> AnyView {
        let named: Vec<Choice> = fields()
            .into_iter()
            .map(|field| Choice::new(field.name, field.label))
            .collect();
        let mut choices = vec![Choice::new("", words::IGNORED)];
        choices.extend(named);
        let choices = with_attributes(choices, import);
        let values = self.columns.get_value().into_iter();
        let columns = import.columns.clone().into_iter().zip(values).enumerate();
        let columns = columns
            .map(|(index, (column, value))| {
                let examples = Some(column.examples).filter(|examples| !examples.is_empty());
                let hint = examples.map(|examples| words::examples(&examples));
                let label = Some(column.header).filter(|header| !header.is_empty());
                let label = label.unwrap_or_else(|| words::column(index + 1));
                view! {
                    <SelectField name=format!("column{index}") label=label value=value
                        options=choices
                        hint=Signal::derive(move || hint.clone())/>
                }
            })
            .collect_view();
        view! {
            <Form id=FORM on_submit=on_submit busy=form.busy errors=form.errors message=form.message>
                <SelectField name="matchBy" label=words::MATCH_BY value=self.match_by
                    options=options(&words::MATCH_BY_OPTIONS)/>
                <SelectField name="existingUsers" label=words::EXISTING value=self.existing
                    options=options(&words::EXISTING_OPTIONS)/>
                <SelectField name="newUserState" label=words::NEW_USERS value=self.new_users
                    options=options(&words::NEW_OPTIONS)/>
                <fieldset class="fieldset">
                    <legend>{words::COLUMNS}</legend>
                    <p class="muted">{words::COLUMNS_LEAD}</p>
                    {columns}
                </fieldset>
            </Form>
        }
        .into_any()
    }
}

/// The choices, and one for each attribute of the organization, as soon as they are loaded. Those that
/// columns are mapped to are there at once.
fn with_attributes(mut choices: Vec<Choice>, import: &UserImport) -> Signal<Vec<Choice>> {
    let mapped: Vec<String> = import
        .columns
        .iter()
        .filter_map(|column| column.field.clone())
        .filter(|field| field.starts_with(ATTRIBUTES))
        .collect();
    choices.extend(mapped.iter().map(|field| Choice::new(field, field)));
    let choices = RwSignal::new(choices);
    run(async { api().user_attributes().await }, move |answer| {
        let items = answer.map(|page| page.items).unwrap_or_default();
        let more = items.into_iter().filter_map(|one| {
            let field = format!("{ATTRIBUTES}{}", one.name);
            (!mapped.contains(&field)).then(|| Choice::new(field, one.label))
        });
        choices.try_update(|all| all.extend(more));
    });
    choices.into()
}

fn options(all: &'static [(&'static str, &'static str)]) -> Signal<Vec<Choice>> {
    Signal::derive(move || {
        let choices = all.iter();
        choices
            .map(|(value, label)| Choice::new(*value, *label))
            .collect()
    })
}
