//! Asks before a host is deleted or its key is replaced.

use contract::hosts::{Host, HostWithKey};
use leptos::prelude::*;
use portal_kit::api::api;
use portal_kit::confirm::{Question, confirm};
use ui_kit::prelude::*;

use crate::words::{doors, hosts as words};

/// What is asked about. Copy.
#[derive(Clone, Copy, Default)]
pub(super) struct Asking {
    /// The host that is to be deleted.
    pub delete: RwSignal<Option<Host>>,
    /// The host whose key is to be replaced.
    pub replace: RwSignal<Option<Host>>,
}

/// The dialogs. A new key is given to `secret`.
pub(super) fn view(
    asking: Asking,
    secret: RwSignal<Option<String>>,
    changed: RwSignal<u32>,
) -> AnyView {
    let to_delete = Question {
        title: |one: &Host| doors::delete_title(&one.name),
        body: |one: &Host| words::delete_body(&one.name),
        verb: doors::DELETE,
        danger: true,
    };
    let to_replace = Question {
        title: |one: &Host| words::replace_title(&one.name),
        body: |_: &Host| words::REPLACE_BODY.to_owned(),
        verb: words::REPLACE,
        danger: true,
    };
    let delete = |one: Host| async move { api().delete_host(one.id, one.version).await };
    let replace = |one: Host| async move { api().replace_host_key(one.id).await };
    let deleted = move |one: Host, ()| {
        use_toasts().ok(doors::deleted(&one.name));
        changed.try_update(|n| *n += 1);
    };
    let replaced = move |one: Host, new: HostWithKey| {
        use_toasts().ok(words::replaced(&one.name));
        secret.try_set(Some(new.key));
        changed.try_update(|n| *n += 1);
    };
    view! {
        {confirm(asking.delete, to_delete, delete, deleted)}
        {confirm(asking.replace, to_replace, replace, replaced)}
    }
    .into_any()
}
