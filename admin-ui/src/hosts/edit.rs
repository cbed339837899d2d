//! The form that changes a host.

use contract::groups::Group;
use contract::hosts::{Host, UpdateHost};
use leptos::prelude::*;
use portal_kit::api::api;
use portal_kit::sending::Sending;
use ui_kit::prelude::*;

use super::typed::{Typed, inputs};
use crate::components::{form_foot, unsaved};
use crate::list::List;
use crate::words::{self as all, resources};

const FORM: &str = "edit-host";

/// The drawer with the form.
pub(super) fn view(list: List, changed: RwSignal<u32>, groups: &[Group], one: Host) -> AnyView {
    let typed = Typed::of(groups, &one);
    let form = Sending::new();
    let saved = RwSignal::new(false);
    let (id, version, title) = (one.id, one.version, one.name);
    let save = move || {
        typed.check(form);
        if form.is_faulty() {
            return;
        }
        let body = UpdateHost {
            name: Some(typed.name.get_untracked().trim().to_owned()),
            everyone: Some(typed.admitted.everyone.get_untracked()),
            groups: Some(typed.groups()),
            on_lock: Some(typed.admitted.on_lock()),
            on_expiry: Some(typed.admitted.on_expiry()),
        };
        form.send(
            async move { api().update_host(id, version, &body).await },
            move |after: Host| {
                use_toasts().ok(resources::saved(&after.name));
                saved.try_set(true);
                changed.try_update(|n| *n += 1);
                list.close();
            },
        );
    };
    let foot = move || form_foot(FORM, form, all::SAVE);
    let dirty = unsaved(saved, move || typed.input());
    view! {
        <Drawer title=title foot=foot on_close=move || list.close() dirty=dirty>
            <Form id=FORM on_submit=save busy=form.busy errors=form.errors message=form.message>
                {inputs(typed)}
            </Form>
        </Drawer>
    }
    .into_any()
}
