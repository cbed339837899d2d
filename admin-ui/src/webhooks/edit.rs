//! The form that changes a webhook.

use contract::webhooks::{UpdateWebhook, Webhook};
use leptos::prelude::*;
use portal_kit::api::api;

use super::typed::{Typed, inputs};
use crate::components::{EditDrawer, ItemEditing, edited};
use crate::list::List;
use crate::words::webhooks as words;

const FORM: &str = "edit-webhook";

/// The drawer with the form.
pub(super) fn view(list: List, changed: RwSignal<u32>, one: Webhook) -> AnyView {
    let typed = Typed::of(&one);
    let editing = ItemEditing::new(list, changed, one.version);
    let (id, title) = (one.id, one.name);
    let save = move || {
        typed.check(editing.form);
        if editing.form.is_faulty() {
            return;
        }
        let body = UpdateWebhook {
            name: Some(typed.name.get_untracked().trim().to_owned()),
            url: Some(typed.url.get_untracked().trim().to_owned()),
            events: Some(typed.kinds()),
            enabled: None,
        };
        let version = editing.version();
        editing.send(
            async move { api().update_webhook(id, version, &body).await },
            |after: &Webhook| words::saved(&after.name),
        );
    };
    let current = move || async move { Ok(api().webhook(id).await?.version) };
    let edited = edited(move || typed.input());
    view! {
        <EditDrawer id=FORM title=title editing=editing edited=edited on_save=save
            on_keep=move || editing.overwrite(current(), save)>
            {inputs(typed)}
        </EditDrawer>
    }
    .into_any()
}
