//! Resuming a sign-in after a reload. The transaction is in a cookie that scripts cannot read. An
//! entry in this tab's storage records that a sign-in was begun, which avoids needless requests.

use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::Storage;

use super::{Flow, Step};
use crate::api::api;
use crate::settings::settings;

fn storage() -> Option<Storage> {
    window().session_storage().ok().flatten()
}

/// `early.js` uses the same key.
fn key() -> &'static str {
    match settings().portal {
        client::Portal::User => "latchkey-sign-in-user",
        client::Portal::Admin => "latchkey-sign-in-admin",
    }
}

/// Records that a sign-in was begun in this tab.
pub fn remember() {
    if let Some(storage) = storage() {
        // If it cannot be stored, a reload starts again.
        let _ = storage.set_item(key(), "begun");
    }
}

/// Removes the record.
pub fn forget() {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(key());
    }
}

/// Shows the current step of this tab's sign-in, or the first step. Waits for the response, because a
/// field shown in the meantime would disappear with its input.
pub fn resume(flow: Flow) {
    let begun = storage().and_then(|storage| storage.get_item(key()).ok().flatten());
    if begun.is_none() {
        flow.step.set(Step::Email);
        return;
    }
    spawn_local(async move {
        match api().resume_sign_in().await {
            Ok(answer) => flow.follow(answer).await,
            Err(_) => flow.restart(flow.notice.try_get_untracked().flatten()),
        }
    });
}
