//! The form of a settings tab, and whether its input is edited.

use leptos::prelude::*;
use portal_kit::sending::Sending;
use rules::role::Permission;
use ui_kit::prelude::*;

use crate::components::StaleNotice;
use crate::session::may;
use crate::words::{self as all, organization as words};

/// How the fields of a form are filled, and whether they are edited. Copy.
#[derive(Clone, Copy)]
pub struct SettingsInput {
    /// Discards the input and shows what is saved.
    pub latest: Callback<()>,
    /// Whether the input would save something else than it did right after the form was filled.
    pub edited: Signal<bool>,
}

impl SettingsInput {
    /// Calls `fill`, which shows what is saved, now and after each save. `request` returns what the input would
    /// save, so whatever can be saved also counts as an edit.
    pub fn new<R: PartialEq + Send + Sync + 'static>(
        form: Sending,
        fill: impl Fn() + Send + Sync + 'static,
        request: impl Fn() -> R + Copy + Send + Sync + 'static,
    ) -> Self {
        let unedited = RwSignal::new(None::<R>);
        let latest = Callback::new(move |()| {
            form.clear();
            fill();
            unedited.set(Some(untrack(request)));
        });
        latest.run(());
        Effect::new(move |sent: Option<Option<R>>| {
            if form.busy.get() {
                return Some(untrack(request));
            }
            if let Some(sent) = sent.flatten().filter(|_| form.is_well()) {
                if untrack(request) == sent {
                    latest.run(());
                } else {
                    // What was entered while it was being saved stays.
                    unedited.set(Some(sent));
                }
            }
            None
        });
        let edited = move || unedited.with(|unedited| *unedited != Some(request()));
        Self {
            latest,
            edited: Signal::derive(edited),
        }
    }
}

/// A card with a form that saves settings. Says if the administrator may not save them, and if someone
/// else has saved in the meantime. Asks before unsaved edits are lost.
#[component]
pub fn SettingsForm(
    /// The form's id, for the button.
    id: &'static str,
    /// The heading.
    title: &'static str,
    /// One sentence below the heading.
    lead: &'static str,
    /// The state of the request.
    form: Sending,
    /// The input of its fields.
    input: SettingsInput,
    /// Saves the input, and overwrites what someone else has saved.
    #[prop(into)]
    on_save: Callback<()>,
    /// The fields. They are built inside the form, so that they get its errors.
    children: Children,
) -> AnyView {
    let foot = move || save_button(id, form);
    view! {
        <Card title=title lead=lead foot=foot>
            <Form id=id on_submit=on_save busy=form.busy errors=form.errors message=form.message>
                <StaleNotice form=form on_keep=on_save on_load=input.latest/>
                {children()}
            </Form>
        </Card>
        <UnsavedEdits dirty=input.edited/>
    }
    .into_any()
}

/// The button that submits the form with this id, or that the administrator may not save settings.
pub(super) fn save_button(id: &'static str, form: Sending) -> AnyView {
    if may(Permission::OrganizationWrite) {
        view! { <Button submit=true form=id busy=form.busy>{all::SAVE}</Button> }.into_any()
    } else {
        view! { <span class="muted">{words::NOT_ALLOWED}</span> }.into_any()
    }
}
