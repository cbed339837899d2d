//! The form that changes a webhook.

use contract::webhooks::{UpdateWebhook, Webhook};
use leptos::prelude::*;
use portal_kit::api::api;
use portal_kit::sending::Sending;
use ui_kit::prelude::*;

use super::typed::{Typed, inputs};
use crate::components::{form_foot, unsaved};
use crate::list::List;
use crate::words::{self as all, webhooks as words};

const FORM: &str = "edit-webhook";

/// The drawer with the form.
pub(super) fn view(list: List, changed: RwSignal<u32>, one: Webhook) -> AnyView {
    let typed = Typed::of(&one);
    let form = Sending::new();
    let saved = RwSignal::new(false);
    let (id, version, title) = (one.id, one.version, one.name);
    let save = move || {
        typed.check(form);
        if form.is_faulty() {
            return;
        }
        let body = UpdateWebhook {
            name: Some(typed.name.get_untracked().trim().to_owned()),
            url: Some(typed.url.get_untracked().trim().to_owned()),
            events: Some(typed.kinds()),
            enabled: None,
        };
        form.send(
            async move { api().update_webhook(id, version, &body).await },
            move |after: Webhook| {
                use_toasts().ok(words::saved(&after.name));
                saved.try_set(true);
                changed.try_update(|n| *n += 1);
                list.close();
            },
        );
    };
    let foot = move || form_foot(FORM, form, all::SAVE);
    let dirty = unsaved(saved, move || typed.input());
    view! {
        <Drawer title=title foot=foot on_close=move || list.close() dirty=dirty>
            <Form id=FORM on_submit=save busy=form.busy errors=form.errors message=form.message>
                {inputs(typed)}
            </Form>
        </Drawer>
    }
    .into_any()
}
