//! The form that adds an application.

use contract::applications::CreateApplication;
use leptos::prelude::*;
use portal_kit::api::api;
use portal_kit::sending::Sending;
use rules::application::{ApplicationProtocol, IconColor, OpenTo};
use ui_kit::prelude::*;

use super::actions::ItemActions;
use super::draft::Draft;
use super::{fields, panel};
use crate::address;
use crate::list::List;
use crate::random::request_key;
use crate::words::{self as all, applications as words};

const FORM: &str = "create-application";

/// The drawer with the form for a new application.
#[component]
pub fn CreatePanel(
    /// The list behind it.
    list: List,
    /// Notified so that the list reloads.
    actions: ItemActions,
) -> AnyView {
    let draft = Draft::new();
    let form = Sending::new();
    let saved = RwSignal::new(false);
    // The same idempotency key for every retry of this form, so that a lost response cannot lead to
    // a second application.
    let key = StoredValue::new(request_key());
    let save = move || {
        form.clear();
        draft.check(form, ApplicationProtocol::Bookmark);
        if form.is_faulty() {
            return;
        }
        let body = body(draft);
        let key = key.get_value();
        form.send(
            async move { api().create_application(&body, Some(&key)).await },
            move |one| {
                saved.try_set(true);
                use_toasts().ok(words::created(&one.name));
                actions.bump();
                let to = list.over_now(&one.id.to_string(), &[("tab", panel::ACCESS)]);
                address::replace(&to);
            },
        );
    };
    // After validation errors the request changes, so it needs a new idempotency key.
    Effect::new(move || {
        if form.errors.with(|errors| !errors.is_empty()) {
            key.set_value(request_key());
        }
    });
    let dirty = move || {
        let typed = [
            draft.name,
            draft.launch_url,
            draft.description,
            draft.category,
        ];
        !saved.get() && typed.iter().any(|field| !field.with(String::is_empty))
    };
    let foot = move || {
        view! {
            <DrawerCancel>{all::CANCEL}</DrawerCancel>
            <Button submit=true form=FORM busy=form.busy>{words::NEW}</Button>
        }
    };
    view! {
        <Drawer title=words::NEW head=|| words::CREATE_LEAD foot=foot dirty=Signal::derive(dirty)
            on_close=move || list.close()>
            <Form id=FORM on_submit=save busy=form.busy errors=form.errors message=form.message>
                {fields::view(draft, ApplicationProtocol::Bookmark, false, true)}
                <RadioGroup name="openTo" label=words::OPEN_TO value=draft.open_to options=vec![
                    Choice::new(OpenTo::Assigned.as_str(), words::LATER).hint(words::LATER_HINT),
                    Choice::new(OpenTo::Everyone.as_str(), words::EVERYONE).hint(words::EVERYONE_HINT),
                ]/>
            </Form>
        </Drawer>
    }
    .into_any()
}

fn body(draft: Draft) -> CreateApplication {
    let text = |field: RwSignal<String>| field.get_untracked().trim().to_owned();
    let bookmark = CreateApplication::bookmark(text(draft.name), text(draft.launch_url));
    CreateApplication {
        description: untrack(|| draft.one_description()),
        category: untrack(|| draft.one_category()),
        letter: Some(text(draft.letter)).filter(|letter| !letter.is_empty()),
        color: IconColor::parse(&draft.color.get_untracked()),
        open_to: OpenTo::parse(&draft.open_to.get_untracked()),
        ..bookmark
    }
}
