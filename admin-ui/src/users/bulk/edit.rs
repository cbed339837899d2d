//! The dialog that changes or clears one field of the selected users. A job performs it.

use contract::bulk_jobs::{BulkJobAction, CreateBulkJob};
use contract::page::Page;
use contract::user_attributes::{AttributeDefinition, OwnAttributeDefinition};
use leptos::prelude::*;
use portal_kit::api::api;
use portal_kit::fetched::Fetched;
use portal_kit::sending::Sending;
use ui_kit::prelude::*;

use super::Bulk;
use super::field::{Draft, Field};
use crate::address::{self, BULK_JOBS};
use crate::words::{self as all, bulk_jobs as words};

const FORM: &str = "bulk-edit";
/// The value of [`Edit::way`] that clears the field.
const CLEAR: &str = "clear";
/// The value of [`Edit::way`] that sets a new value.
const SET: &str = "set";

/// The state of the dialog. Copy.
#[derive(Clone, Copy)]
pub(super) struct Edit {
    pub open: RwSignal<bool>,
    form: Sending,
    /// The name of the field.
    field: RwSignal<String>,
    /// Whether the field is set or cleared.
    way: RwSignal<String>,
    /// Not in the selection itself, which is copied into every row.
    draft: StoredValue<Draft>,
    definitions: Fetched<Page<AttributeDefinition>>,
}

impl Edit {
    pub fn new() -> Self {
        Self {
            open: RwSignal::new(false),
            form: Sending::new(),
            field: RwSignal::new(String::new()),
            way: RwSignal::new(SET.to_owned()),
            draft: StoredValue::new(Draft::new()),
            definitions: Fetched::new(),
        }
    }

    /// Opens the dialog.
    pub fn ask(self) {
        self.form.clear();
        self.field.set(Field::first().name());
        self.way.set(SET.to_owned());
        self.draft().clear();
        let definitions = self.definitions;
        definitions.load(async { api().user_attributes().await });
        self.open.set(true);
    }

    fn draft(self) -> Draft {
        self.draft.get_value()
    }

    fn field(self) -> Field {
        Field::of(&self.field.get())
    }

    fn clears(self) -> bool {
        self.way.with(|way| way == CLEAR)
    }

    /// All fields that can be changed.
    fn fields(self) -> Vec<Field> {
        let mut fields = Field::known();
        self.definitions.value.with(|page| {
            let definitions = page.iter().flat_map(|page| &page.items);
            fields.extend(definitions.map(|one| Field::Attribute(one.name.clone())));
        });
        fields
    }

    fn label(self, field: &Field) -> String {
        match field {
            Field::Attribute(name) => self.definitions.value.with(|page| {
                let mut definitions = page.iter().flat_map(|page| &page.items);
                let found = definitions.find(|one| one.name == *name);
                found.map_or_else(|| name.clone(), |one| one.label.clone())
            }),
            field => field.label().to_owned(),
        }
    }

    fn send(self, bulk: Bulk) {
        self.form.clear();
        let (field, clears) = untrack(|| (self.field(), self.clears()));
        let changes = if clears {
            Some(field.clear())
        } else {
            self.draft().changes(&field)
        };
        let Some(changes) = changes else {
            self.form.fault(&field.name(), words::VALUE_MISSING);
            return;
        };
        let request = CreateBulkJob {
            action: BulkJobAction::Update,
            changes: Some(changes),
            group_id: None,
            users: bulk.users(),
        };
        let form = self.form;
        let at_fields = move |error: &client::Error| {
            let errors = error.problem().map(|problem| problem.errors.clone());
            let errors = errors.unwrap_or_default();
            let mut is_shown = false;
            for error in &errors {
                // The form has the fields of a user, and the request has them in `changes`.
                if let Some(name) = error.field.strip_prefix("changes.") {
                    form.fault(name, error.message.clone());
                    is_shown = true;
                }
            }
            is_shown
        };
        let call = async move { api().create_bulk_job(&request).await };
        form.send_or(call, at_fields, move |job| {
            self.open.try_set(false);
            address::go(&format!("{BULK_JOBS}/{}", job.id));
        });
    }
}

/// The dialog.
pub(super) fn dialog(edit: Edit, bulk: Bulk) -> AnyView {
    let title = Signal::derive(move || words::edit_title(bulk.count()));
    let verb = move || {
        let label = edit.label(&edit.field());
        words::change(&label, bulk.count(), edit.clears())
    };
    let foot = move || {
        view! {
            <Button variant=ButtonVariant::Secondary on_click=move || edit.open.set(false)>{all::CANCEL}</Button>
            <Button submit=true form=FORM busy=edit.form.busy>{verb}</Button>
        }
    };
    view! {
        <Dialog open=edit.open title=title actions=foot busy=edit.form.busy>
            {fields(edit, Callback::new(move |()| edit.send(bulk)))}
        </Dialog>
    }
    .into_any()
}

fn fields(edit: Edit, send: Callback<()>) -> AnyView {
    let options = Signal::derive(move || {
        let fields = edit.fields().into_iter();
        let options = fields.map(|field| Choice::new(field.name(), edit.label(&field)));
        options.collect::<Vec<_>>()
    });
    let may_clear = Memo::new(move |_| edit.field().may_clear());
    // Another field begins with an empty value.
    Effect::new(move || {
        let field = edit.field();
        edit.draft().clear();
        if let Field::Attribute(name) = field {
            edit.definitions.value.with(|page| {
                let definitions = page.iter().flat_map(|page| &page.items);
                let chosen = definitions.filter(|one| one.name == name);
                let chosen = chosen.map(OwnAttributeDefinition::from);
                edit.draft().attributes.define(chosen);
            });
        }
    });
    Effect::new(move || {
        if !may_clear.get() {
            edit.way.set(SET.to_owned());
        }
    });
    let value = move || {
        let field = edit.field();
        (!edit.clears()).then(|| edit.draft().view(&field))
    };
    let ways = move || {
        may_clear.get().then(|| {
            view! {
                <RadioGroup name="way" label=words::WHAT value=edit.way options=vec![
                    Choice::new(SET, words::SET),
                    Choice::new(CLEAR, words::CLEAR),
                ]/>
            }
        })
    };
    view! {
        <Form id=FORM on_submit=send busy=edit.form.busy errors=edit.form.errors message=edit.form.message>
            <SelectField name="field" label=words::FIELD value=edit.field options=options/>
            {ways}
            {value}
            <p class="muted">{words::RUNS_ON_SERVER}</p>
        </Form>
    }
    .into_any()
}
