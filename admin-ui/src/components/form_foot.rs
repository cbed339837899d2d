//! The footer of a panel with a form.

use leptos::prelude::*;
use portal_kit::sending::Sending;
use ui_kit::prelude::*;

use crate::words;

/// The buttons that leave the panel, and that submit the form with this id.
pub fn form_foot(id: &'static str, form: Sending, verb: &'static str) -> AnyView {
    view! {
        <DrawerCancel>{words::CANCEL}</DrawerCancel>
        <Button submit=true form=id busy=form.busy>{verb}</Button>
    }
    .into_any()
}
