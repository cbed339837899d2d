//! Asks before something is deleted.

use contract::ids::{WebhookId, WebhookSecretId};
use leptos::prelude::*;
use portal_kit::api::{api, run};
use portal_kit::failure;
use ui_kit::prelude::*;

use crate::words::webhooks as words;

/// What is to be deleted, with the name of the webhook.
#[derive(Clone)]
pub(super) enum Asking {
    /// A webhook, with its version.
    Webhook(WebhookId, String, u64),
    /// A secret of a webhook.
    Secret(WebhookId, String, WebhookSecretId),
}

impl Asking {
    fn title(&self) -> String {
        match self {
            Self::Webhook(_, name, _) => words::delete_title(name),
            Self::Secret(_, name, _) => words::secret_title(name),
        }
    }

    fn body(&self) -> String {
        match self {
            Self::Webhook(_, name, _) => words::delete_body(name),
            Self::Secret(..) => words::SECRET_BODY.to_owned(),
        }
    }

    fn done(&self) -> String {
        match self {
            Self::Webhook(_, name, _) => words::deleted(name),
            Self::Secret(_, name, _) => words::saved(name),
        }
    }
}

pub(super) fn confirm(asking: RwSignal<Option<Asking>>, changed: RwSignal<u32>) -> AnyView {
    let open = RwSignal::new(false);
    let (busy, error) = (RwSignal::new(false), RwSignal::new(None));
    Effect::new(move || {
        if asking.with(Option::is_some) {
            error.set(None);
            open.set(true);
        }
    });
    let text = move |of: fn(&Asking) -> String| {
        asking
            .with(|asking| asking.as_ref().map(of))
            .unwrap_or_default()
    };
    let delete = move || {
        let Some(what) = asking.get_untracked() else {
            return;
        };
        busy.set(true);
        let done = what.done();
        let request = async move {
            match what {
                Asking::Webhook(id, _, version) => api().delete_webhook(id, version).await,
                Asking::Secret(id, _, secret) => api().delete_webhook_secret(id, secret).await,
            }
        };
        run(request, move |answer| {
            busy.try_set(false);
            match answer {
                Ok(()) => {
                    use_toasts().ok(done);
                    open.try_set(false);
                    changed.try_update(|n| *n += 1);
                }
                Err(failed) => {
                    error.try_set(Some(failure::explain(&failed)));
                }
            }
        });
    };
    // Reset, so that the same deletion can be confirmed again.
    Effect::new(move |before: Option<bool>| {
        let now = open.get();
        if before == Some(true) && !now {
            asking.set(None);
        }
        now
    });
    view! {
        <ConfirmDialog open=open title=Signal::derive(move || text(Asking::title)) verb=words::DELETE
            danger=true busy=busy error=error on_confirm=delete>
            <p>{move || text(Asking::body)}</p>
        </ConfirmDialog>
    }
    .into_any()
}
