//! The form for an email address of a user.

use contract::users::User;
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

/// What a box with an address contains: `shown`, or the form while `editing`. The form stays as it is when the
/// user is loaded again.
pub(super) fn shown_or_edited(
    user: RwSignal<Option<User>>,
    editing: RwSignal<bool>,
    shown: impl Fn(&User) -> AnyView + Copy + Send + Sync + 'static,
    enter: impl Fn(&User) -> AnyView + Send + Sync + 'static,
) -> AnyView {
    let is_there = Memo::new(move |_| user.with(Option::is_some));
    let content = move || {
        if editing.get() && is_there.get() {
            untrack(|| user.with(|user| user.as_ref().map(&enter))).into_any()
        } else {
            (move || user.with(|user| user.as_ref().map(shown))).into_any()
        }
    };
    content.into_any()
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
