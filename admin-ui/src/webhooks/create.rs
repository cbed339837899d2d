//! The form that creates a webhook, and its secret, shown once.

use contract::webhooks::CreateWebhook;
use leptos::prelude::*;
use portal_kit::api::api;
use portal_kit::sending::Sending;

use super::typed::{Typed, inputs};
use crate::components::{NewSecret, SecretPanel, SecretWords, edited};
use crate::list::List;
use crate::words::webhooks as words;

/// The drawer with the form, then with the secret.
#[component]
pub fn CreatePanel(
    /// The list behind it.
    list: List,
    /// Incremented so that the webhooks are loaded again.
    changed: RwSignal<u32>,
) -> AnyView {
    let typed = Typed::new();
    let form = Sending::new();
    let made = RwSignal::new(None::<NewSecret>);
    let save = move || {
        typed.check(form);
        if form.is_faulty() {
            return;
        }
        let body = CreateWebhook {
            name: typed.name.get_untracked().trim().to_owned(),
            url: typed.url.get_untracked().trim().to_owned(),
            events: typed.kinds(),
        };
        form.send(
            async move { api().create_webhook(&body).await },
            move |created| {
                made.try_set(Some(NewSecret::new(words::SECRET, created.secret)));
                changed.try_update(|n| *n += 1);
            },
        );
    };
    let texts = SecretWords {
        verb: words::NEW,
        created: words::CREATED_TITLE,
        once: words::SECRET_ONCE,
    };
    let entered = edited(move || typed.input());
    view! {
        <SecretPanel list=list id="create-webhook" words=texts form=form made=made
            entered=entered on_submit=save
            fields=Callback::new(move |()| inputs(typed))/>
    }
    .into_any()
}
