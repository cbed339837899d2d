//! The form that creates a RADIUS client, and its secret, shown once.

use contract::groups::Group;
use contract::radius::CreateRadiusClient;
use leptos::prelude::*;
use portal_kit::api::api;
use portal_kit::sending::Sending;

use super::typed::{Typed, inputs};
use crate::components::{NewSecret, SecretPanel, SecretWords, edited};
use crate::list::List;
use crate::words::radius as words;

/// The drawer with the form, then with the secret.
pub(super) fn view(list: List, changed: RwSignal<u32>, groups: &[Group]) -> AnyView {
    let typed = Typed::new(groups);
    let form = Sending::new();
    let made = RwSignal::new(None::<NewSecret>);
    let save = move || {
        typed.check(form);
        if form.is_faulty() {
            return;
        }
        let body = CreateRadiusClient {
            name: typed.name.get_untracked().trim().to_owned(),
            network: typed.network.get_untracked().trim().to_owned(),
            everyone: typed.admitted.everyone.get_untracked(),
            groups: typed.groups(),
            vlan: typed.vlan(),
            on_lock: Some(typed.admitted.on_lock()),
            on_expiry: Some(typed.admitted.on_expiry()),
        };
        form.send(
            async move { api().create_radius_client(&body).await },
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
        <SecretPanel list=list id="create-radius-client" words=texts form=form made=made
            entered=entered on_submit=save
            fields=Callback::new(move |()| inputs(typed))/>
    }
    .into_any()
}
