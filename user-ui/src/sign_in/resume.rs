//! Going on with a sign-in after the page was loaded anew. The transaction itself is in a
//! cookie that scripts cannot see; a mark in this tab's storage says that one was begun, so
//! that the server is not asked for nothing.

use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::Storage;

use super::{Flow, Step};

const KEY: &str = "latchkey-sign-in";

fn storage() -> Option<Storage> {
    window().session_storage().ok().flatten()
}

/// A sign-in was begun in this tab.
pub fn remember() {
    if let Some(storage) = storage() {
        // Where it cannot be kept, a reload begins anew.
        let _ = storage.set_item(KEY, "begun");
    }
}

/// It is over.
pub fn forget() {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(KEY);
    }
}

/// Shows the step at which this tab's sign-in stands, or its first one.
pub fn resume(flow: Flow) {
    let begun = storage().and_then(|storage| storage.get_item(KEY).ok().flatten());
    if begun.is_none() {
        flow.step.set(Step::Email);
        return;
    }
    spawn_local(async move {
        match flow.account.client().resume_sign_in().await {
            Ok(answer) => {
                flow.account.email.set(answer.email.clone());
                flow.follow(answer).await;
            }
            Err(_) => flow.restart(None),
        }
    });
}
