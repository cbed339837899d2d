//! The panel that creates something with a secret, and then shows the secret once.

use leptos::prelude::*;
use portal_kit::sending::Sending;
use ui_kit::prelude::*;

use super::form_foot;
use crate::list::List;
use crate::words as all;

/// The texts of such a panel.
#[derive(Clone, Copy)]
pub struct SecretWords {
    /// What the panel does, as on its button.
    pub verb: &'static str,
    /// The heading afterwards.
    pub created: &'static str,
    /// That the secret is not shown again.
    pub once: &'static str,
}

/// A secret that was just created.
#[derive(Clone)]
pub struct NewSecret {
    /// What it is, or its name.
    pub label: String,
    /// The secret.
    pub value: String,
    /// How it is used.
    pub hint: Option<&'static str>,
    /// The name that belongs to it, with its label, where it has one to copy.
    pub name: Option<(&'static str, String)>,
}

impl NewSecret {
    /// A secret that needs no more explanation.
    pub fn new(label: &str, value: String) -> Self {
        Self {
            label: label.to_owned(),
            value,
            hint: None,
            name: None,
        }
    }
}

/// The panel with the form, then with the secret.
#[component]
pub fn SecretPanel(
    /// The list behind it.
    list: List,
    /// The form's id, for the button.
    id: &'static str,
    /// The texts.
    words: SecretWords,
    /// The state of the request.
    form: Sending,
    /// The secret, once it was created.
    made: RwSignal<Option<NewSecret>>,
    /// Whether something was entered.
    #[prop(into)]
    entered: Signal<bool>,
    /// Submits the form.
    #[prop(into)]
    on_submit: Callback<()>,
    /// The fields of the form.
    fields: Callback<(), AnyView>,
) -> AnyView {
    let close = move || list.close();
    let there = Memo::new(move |_| made.with(Option::is_some));
    let foot = move || {
        (move || {
            if there.get() {
                view! { <Button on_click=close>{all::DONE}</Button> }.into_any()
            } else {
                form_foot(id, form, words.verb)
            }
        })
        .into_any()
    };
    let title = move || {
        if there.get() {
            words.created
        } else {
            words.verb
        }
        .to_owned()
    };
    let dirty = move || !there.get() && entered.get();
    view! {
        <Drawer title=Signal::derive(title) foot=foot on_close=close dirty=Signal::derive(dirty)>
            {move || match made.get() {
                Some(secret) => shown(secret, words.once),
                None => view! {
                    <Form id=id on_submit=on_submit busy=form.busy errors=form.errors message=form.message>
                        {fields.run(())}
                    </Form>
                }
                .into_any(),
            }}
        </Drawer>
    }
    .into_any()
}

fn shown(secret: NewSecret, once: &'static str) -> AnyView {
    let NewSecret {
        label,
        value,
        hint,
        name,
    } = secret;
    let name = name.map(|(label, name)| view! { <CopyField label=label value=name/> });
    let field = match hint {
        Some(hint) => {
            view! { <CopyField label=label value=value secret=true hint=hint/> }.into_any()
        }
        None => view! { <CopyField label=label value=value secret=true/> }.into_any(),
    };
    view! {
        <div class="stack">
            <Notice tone=Tone::Warn live=true>{once}</Notice>
            {name}
            {field}
            <ShownOnce/>
        </div>
    }
    .into_any()
}
