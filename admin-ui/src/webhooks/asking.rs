//! Asks before a webhook or its older secret is deleted.

use contract::ids::WebhookSecretId;
use contract::webhooks::Webhook;
use leptos::prelude::*;
use portal_kit::api::api;
use portal_kit::confirm::{Question, confirm};
use ui_kit::prelude::*;

use crate::words::webhooks as words;

/// What is asked about. Copy.
#[derive(Clone, Copy, Default)]
pub(super) struct Asking {
    /// The webhook that is to be deleted.
    pub webhook: RwSignal<Option<Webhook>>,
    /// The secret that is to be deleted, with its webhook.
    pub secret: RwSignal<Option<(Webhook, WebhookSecretId)>>,
}

/// The dialogs.
pub(super) fn view(asking: Asking, changed: RwSignal<u32>) -> AnyView {
    let to_delete = Question {
        title: |one: &Webhook| words::delete_title(&one.name),
        body: |one: &Webhook| words::delete_body(&one.name),
        verb: words::DELETE,
        danger: true,
    };
    let to_delete_secret = Question {
        title: |(one, _): &(Webhook, WebhookSecretId)| words::secret_title(&one.name),
        body: |_: &(Webhook, WebhookSecretId)| words::SECRET_BODY.to_owned(),
        verb: words::DELETE,
        danger: true,
    };
    let delete = |one: Webhook| async move { api().delete_webhook(one.id, one.version).await };
    let delete_secret = |(one, secret): (Webhook, WebhookSecretId)| async move {
        api().delete_webhook_secret(one.id, secret).await
    };
    let done = move |said: String| {
        use_toasts().ok(said);
        changed.try_update(|n| *n += 1);
    };
    let deleted = move |one: Webhook, ()| done(words::deleted(&one.name));
    let secret_deleted =
        move |(one, _): (Webhook, WebhookSecretId), ()| done(words::saved(&one.name));
    view! {
        {confirm(asking.webhook, to_delete, delete, deleted)}
        {confirm(asking.secret, to_delete_secret, delete_secret, secret_deleted)}
    }
    .into_any()
}
