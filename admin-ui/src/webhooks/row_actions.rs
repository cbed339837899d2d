use contract::webhooks::{UpdateWebhook, Webhook};
use leptos::prelude::*;
use portal_kit::api::{api, run};
use portal_kit::failure;
use ui_kit::prelude::*;

use super::asking::Asking;
use crate::words::webhooks as words;

/// The actions on a webhook.
pub(super) fn row_actions(
    one: &Webhook,
    edit: String,
    asking: Asking,
    secret: RwSignal<Option<String>>,
    changed: RwSignal<u32>,
) -> Vec<MenuItem> {
    let id = one.id;
    let again = move || {
        changed.try_update(|n| *n += 1);
    };
    let test = move || {
        run(async move { api().test_webhook(id).await }, move |answer| {
            match answer {
                Ok(_) => use_toasts().ok(words::TESTED),
                Err(error) => failure::toast(&error),
            }
            again();
        });
    };
    let replay = move || {
        run(
            async move { api().replay_failed_webhooks(id).await },
            move |answer| {
                match answer {
                    Ok(done) => use_toasts().ok(words::replayed(done.deliveries)),
                    Err(error) => failure::toast(&error),
                }
                again();
            },
        );
    };
    let create_secret = move || {
        run(
            async move { api().create_webhook_secret(id).await },
            move |answer| {
                match answer {
                    Ok(created) => {
                        secret.try_set(Some(created.secret));
                    }
                    Err(error) => failure::toast(&error),
                }
                again();
            },
        );
    };
    let (switch_icon, switch_text) = if one.enabled {
        (Icon::Pause, words::DISABLE)
    } else {
        (Icon::Play, words::ENABLE)
    };
    let mut items = vec![
        MenuItem::link(Icon::Settings, words::EDIT, edit),
        MenuItem::action(Icon::Play, words::TEST, test),
    ];
    if one.enabled {
        items.push(MenuItem::action(
            Icon::Refresh,
            words::REPLAY_FAILED,
            replay,
        ));
    }
    items.push(MenuItem::action(
        switch_icon,
        switch_text,
        switch(one, changed),
    ));
    if one.secrets.len() < 2 {
        items.push(MenuItem::action(
            Icon::Key,
            words::NEW_SECRET,
            create_secret,
        ));
    } else if let Some(oldest) = one.secrets.first() {
        let (of, oldest) = (one.clone(), oldest.id);
        let ask = move || asking.secret.set(Some((of.clone(), oldest)));
        items.push(MenuItem::action(Icon::Key, words::OLD_SECRET, ask).danger());
    }
    let of = one.clone();
    let ask = move || asking.webhook.set(Some(of.clone()));
    items.push(MenuItem::action(Icon::Trash, words::DELETE, ask).danger());
    items
}

/// Enables or disables a webhook.
fn switch(one: &Webhook, changed: RwSignal<u32>) -> impl Fn() + Send + Sync + use<> {
    let (id, version, enabled, name) = (one.id, one.version, !one.enabled, one.name.clone());
    move || {
        let name = name.clone();
        let body = UpdateWebhook {
            enabled: Some(enabled),
            ..UpdateWebhook::default()
        };
        run(
            async move { api().update_webhook(id, version, &body).await },
            move |answer| {
                match answer {
                    Ok(_) => use_toasts().ok(words::saved(&name)),
                    Err(error) => failure::toast(&error),
                }
                changed.try_update(|n| *n += 1);
            },
        );
    }
}
