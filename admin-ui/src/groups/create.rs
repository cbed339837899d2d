//! The form that creates a group.

use contract::groups::CreateGroup;
use leptos::prelude::*;
use portal_kit::api::api;
use portal_kit::sending::Sending;
use ui_kit::prelude::*;

use super::actions::ItemActions;
use super::details::{check_name, one_line};
use crate::address;
use crate::components::{form_foot, unsaved};
use crate::list::List;
use crate::random::form_key;
use crate::words::groups as words;

const FORM: &str = "create-group";

/// The drawer with the form for a new group.
#[component]
pub fn CreatePanel(
    /// The list behind it.
    list: List,
    /// Notified so that the list reloads.
    actions: ItemActions,
) -> AnyView {
    let name = RwSignal::new(String::new());
    let description = RwSignal::new(String::new());
    let form = Sending::new();
    let saved = RwSignal::new(false);
    let key = form_key(form);
    let save = move || {
        form.clear();
        check_name(form, &name.get_untracked());
        if form.is_faulty() {
            return;
        }
        let description = one_line(&description.get_untracked());
        let body = CreateGroup {
            name: name.get_untracked().trim().to_owned(),
            description: Some(description).filter(|text| !text.is_empty()),
        };
        let key = key.get_value();
        form.send(
            async move { api().create_group(&body, Some(&key)).await },
            move |group| {
                saved.try_set(true);
                use_toasts().ok(words::created(&group.name));
                actions.bump();
                address::replace(&list.over_now(&group.id.to_string(), &[]));
            },
        );
    };
    let dirty = unsaved(saved, move || (name.get(), description.get()));
    let foot = move || form_foot(FORM, form, words::NEW);
    view! {
        <Drawer title=words::NEW head=|| words::CREATE_LEAD foot=foot dirty=dirty
            on_close=move || list.close()>
            <Form id=FORM on_submit=save busy=form.busy errors=form.errors message=form.message>
                <TextField name="name" label=words::NAME value=name hint=words::NAME_HINT required=true
                    maxlength=100 autofocus=true/>
                <TextArea name="description" label=words::DESCRIPTION value=description
                    hint=words::DESCRIPTION_HINT rows=3 maxlength=500 optional_mark=true/>
            </Form>
        </Drawer>
    }
    .into_any()
}
