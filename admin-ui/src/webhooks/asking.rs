//! Asks before a webhook or its older secret is deleted.

use contract::ids::WebhookSecretId;
use contract::webhooks::Webhook;
use leptos::prelude::*;
use portal_kit::api::api;

use crate::components::{NamedQuestion, confirm_named};
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
    let to_delete = NamedQuestion {
        title: words::delete_title,
        body: words::delete_body,
        verb: words::DELETE,
        done: words::deleted,
    };
    let to_delete_secret = NamedQuestion {
        title: words::secret_title,
        body: |_| words::SECRET_BODY.to_owned(),
        verb: words::DELETE,
        done: words::saved,
    };
    let delete = |one: Webhook| async move { api().delete_webhook(one.id, one.version).await };
    let delete_secret = |(one, secret): (Webhook, WebhookSecretId)| async move {
        api().delete_webhook_secret(one.id, secret).await
    };
    view! {
        {confirm_named(asking.webhook, to_delete, |one| &one.name, changed, delete)}
        {confirm_named(asking.secret, to_delete_secret, |(one, _)| &one.name, changed, delete_secret)}
    }
    .into_any()
}
