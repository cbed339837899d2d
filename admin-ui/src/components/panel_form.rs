//! The form of a panel that edits one object.

use leptos::prelude::*;
use portal_kit::sending::Sending;
use rules::role::Permission;
use ui_kit::prelude::*;

use super::StaleNotice;
use crate::session::may;

/// The form around the fields of a panel, which are built inside it, so that they get its errors. Says if
/// the administrator may not save it, and if someone else has saved in the meantime. Its button is in the
/// panel's footer.
#[component]
pub fn PanelForm(
    /// The form's id, for the button.
    id: &'static str,
    /// What it edits, for screen readers.
    label: &'static str,
    /// The state of the request.
    form: Sending,
    /// Who may save it.
    permission: Permission,
    /// Said to those who may not.
    not_allowed: &'static str,
    /// Saves the input.
    #[prop(into)]
    on_save: Callback<()>,
    /// Saves the input, and overwrites what someone else has saved.
    #[prop(into)]
    on_keep: Callback<()>,
    /// Discards the input and shows what someone else has saved.
    #[prop(into)]
    on_load: Callback<()>,
    /// The fields.
    children: Children,
) -> AnyView {
    let readonly = !may(permission);
    view! {
        <Form id=id label=label on_submit=move || on_save.run(()) busy=form.busy errors=form.errors
            message=form.message>
            <StaleNotice form=form on_keep=on_keep on_load=on_load/>
            {readonly.then(|| view! { <Notice tone=Tone::Neutral>{not_allowed}</Notice> })}
            {children()}
        </Form>
    }
    .into_any()
}
