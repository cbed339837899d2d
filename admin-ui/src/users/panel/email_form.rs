//! The form for an email address of a user.

use leptos::prelude::*;
use portal_kit::sending::Sending;
use ui_kit::prelude::*;

use crate::words as all;

/// Its texts.
pub(super) struct Texts {
    pub label: &'static str,
    pub hint: &'static str,
    /// The button that saves.
    pub save: &'static str,
}

/// A field, and buttons that save or end `editing`.
pub(super) fn view(
    form: Sending,
    email: RwSignal<String>,
    editing: RwSignal<bool>,
    texts: Texts,
    save: Callback<()>,
) -> AnyView {
    view! {
        <Form on_submit=save busy=form.busy errors=form.errors message=form.message>
            <TextField name="email" label=texts.label value=email kind=InputKind::Email
                hint=texts.hint autofocus=true required=true autocomplete="off" maxlength=254/>
            <div class="actions">
                <Button submit=true small=true>{texts.save}</Button>
                <Button small=true variant=ButtonVariant::Secondary
                    on_click=move || editing.set(false)>{all::CANCEL}</Button>
            </div>
        </Form>
    }
    .into_any()
}
