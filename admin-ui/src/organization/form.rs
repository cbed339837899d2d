//! The form of a settings tab.

use leptos::prelude::*;
use portal_kit::sending::Sending;
use rules::role::Permission;
use ui_kit::prelude::*;

use crate::components::StaleNotice;
use crate::session::may;
use crate::words::{self as all, organization as words};

/// A card with a form that saves settings. Says if the administrator may not save them, and if someone
/// else has saved in the meantime.
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
    /// Saves the input, and overwrites what someone else has saved.
    #[prop(into)]
    on_save: Callback<()>,
    /// Discards the input and shows what someone else has saved.
    #[prop(into)]
    on_load: Callback<()>,
    /// The fields. They are built inside the form, so that they get its errors.
    children: Children,
) -> AnyView {
    let foot = move || save_button(id, form);
    view! {
        <Card title=title lead=lead foot=foot>
            <Form id=id on_submit=on_save busy=form.busy errors=form.errors message=form.message>
                <StaleNotice shown=form.stale on_keep=on_save on_load=on_load/>
                {children()}
            </Form>
        </Card>
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
