//! The form that changes a RADIUS client.

use contract::change::Change;
use contract::groups::Group;
use contract::radius::{RadiusClient, UpdateRadiusClient};
use leptos::prelude::*;
use portal_kit::api::api;

use super::typed::{Typed, inputs};
use crate::components::{EditDrawer, ItemEditing, edited};
use crate::list::List;
use crate::words::resources;

const FORM: &str = "edit-radius-client";

/// The drawer with the form.
pub(super) fn view(
    list: List,
    changed: RwSignal<u32>,
    groups: &[Group],
    one: RadiusClient,
) -> AnyView {
    let typed = Typed::of(groups, &one);
    let editing = ItemEditing::new(list, changed, one.version);
    let (id, title) = (one.id, one.name);
    let save = move || {
        typed.check(editing.form);
        if editing.form.is_faulty() {
            return;
        }
        let body = UpdateRadiusClient {
            name: Some(typed.name.get_untracked().trim().to_owned()),
            network: Some(typed.network.get_untracked().trim().to_owned()),
            everyone: Some(typed.admitted.everyone.get_untracked()),
            groups: Some(typed.groups()),
            vlan: Change::from_option(typed.vlan()),
            on_lock: Some(typed.admitted.on_lock()),
            on_expiry: Some(typed.admitted.on_expiry()),
        };
        let version = editing.version();
        editing.send(
            async move { api().update_radius_client(id, version, &body).await },
            |after: &RadiusClient| resources::saved(&after.name),
        );
    };
    let current = move || async move { Ok(api().radius_client(id).await?.version) };
    let edited = edited(move || typed.input());
    view! {
        <EditDrawer id=FORM title=title editing=editing edited=edited on_save=save
            on_keep=move || editing.overwrite(current(), save)>
            {inputs(typed)}
        </EditDrawer>
    }
    .into_any()
}
