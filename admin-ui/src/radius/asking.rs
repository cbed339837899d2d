//! Asks before a RADIUS client is deleted or its secret is replaced.

use contract::radius::{RadiusClient, RadiusClientWithSecret};
use leptos::prelude::*;
use portal_kit::api::api;
use portal_kit::confirm::{Question, confirm};
use ui_kit::prelude::*;

use crate::words::{doors, radius as words};

/// What is asked about. Copy.
#[derive(Clone, Copy, Default)]
pub(super) struct Asking {
    /// The RADIUS client that is to be deleted.
    pub delete: RwSignal<Option<RadiusClient>>,
    /// The RADIUS client whose secret is to be replaced.
    pub replace: RwSignal<Option<RadiusClient>>,
}

/// The dialogs. A new secret is given to `secret`.
pub(super) fn view(
    asking: Asking,
    secret: RwSignal<Option<String>>,
    changed: RwSignal<u32>,
) -> AnyView {
    let to_delete = Question {
        title: |one: &RadiusClient| doors::delete_title(&one.name),
        body: |one: &RadiusClient| words::delete_body(&one.name),
        verb: doors::DELETE,
        danger: true,
    };
    let to_replace = Question {
        title: |one: &RadiusClient| words::replace_title(&one.name),
        body: |_: &RadiusClient| words::REPLACE_BODY.to_owned(),
        verb: words::REPLACE,
        danger: true,
    };
    let delete =
        |one: RadiusClient| async move { api().delete_radius_client(one.id, one.version).await };
    let replace =
        |one: RadiusClient| async move { api().replace_radius_client_secret(one.id).await };
    let deleted = move |one: RadiusClient, ()| {
        use_toasts().ok(doors::deleted(&one.name));
        changed.try_update(|n| *n += 1);
    };
    let replaced = move |one: RadiusClient, new: RadiusClientWithSecret| {
        use_toasts().ok(words::replaced(&one.name));
        secret.try_set(Some(new.secret));
        changed.try_update(|n| *n += 1);
    };
    view! {
        {confirm(asking.delete, to_delete, delete, deleted)}
        {confirm(asking.replace, to_replace, replace, replaced)}
    }
    .into_any()
}
