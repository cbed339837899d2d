//! Resuming a sign-in after a reload. The transaction itself is in a cookie that scripts cannot
//! see; a mark in this tab's storage says that one was begun, so that the server is not asked in
//! vain.

use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::Storage;

use super::{Flow, Step};
use crate::api::api;
use crate::settings::settings;

fn storage() -> Option<Storage> {
    window().session_storage().ok().flatten()
}

/// Also known to `early.js`.
fn key() -> &'static str {
    match settings().portal {
        client::Portal::User => "latchkey-sign-in-user",
        client::Portal::Admin => "latchkey-sign-in-admin",
    }
}

/// A sign-in was begun in this tab.
pub fn remember() {
    if let Some(storage) = storage() {
        // Where it cannot be kept, a reload starts again.
        let _ = storage.set_item(key(), "begun");
    }
}

/// It is over.
pub fn forget() {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(key());
    }
}

/// Shows the step that this tab's sign-in has reached, or the first one. Waits for the answer, because
/// a field that is shown meanwhile would take what is typed away with it.
pub fn resume(flow: Flow) {
    let begun = storage().and_then(|storage| storage.get_item(key()).ok().flatten());
    if begun.is_none() {
        flow.step.set(Step::Email);
        return;
    }
    spawn_local(async move {
        match api().resume_sign_in().await {
            Ok(answer) => flow.follow(answer).await,
            Err(_) => flow.restart(flow.notice.get_untracked()),
        }
    });
}
