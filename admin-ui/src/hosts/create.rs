//! The form that creates a host, and its key, shown once.

use contract::groups::Group;
use contract::hosts::{CreateHost, HostWithKey};
use leptos::prelude::*;
use portal_kit::api::api;
use portal_kit::sending::Sending;
use ui_kit::prelude::*;

use super::typed::{Typed, inputs};
use crate::list::List;
use crate::words::{self as all, hosts as words};

const FORM: &str = "create-host";

/// The drawer with the form, then with the key.
pub(super) fn view(list: List, changed: RwSignal<u32>, groups: &[Group]) -> AnyView {
    let typed = Typed::new(groups);
    let form = Sending::new();
    let made = RwSignal::new(None::<HostWithKey>);
    let save = move || {
        typed.check(form);
        if form.is_faulty() {
            return;
        }
        let body = CreateHost {
            name: typed.name.get_untracked().trim().to_owned(),
            everyone: typed.admitted.everyone.get_untracked(),
            groups: typed.groups(),
            on_lock: Some(typed.admitted.on_lock()),
            on_expiry: Some(typed.admitted.on_expiry()),
        };
        form.send(
            async move { api().create_host(&body).await },
            move |created| {
                made.try_set(Some(created));
                changed.try_update(|n| *n += 1);
            },
        );
    };
    let close = move || list.close();
    let there = Memo::new(move |_| made.with(Option::is_some));
    let foot = move || {
        (move || {
            if there.get() {
                view! { <Button on_click=close>{words::DONE}</Button> }.into_any()
            } else {
                view! {
                    <DrawerCancel>{all::CANCEL}</DrawerCancel>
                    <Button submit=true form=FORM busy=form.busy>{words::NEW}</Button>
                }
                .into_any()
            }
        })
        .into_any()
    };
    let title = move || {
        if there.get() {
            words::CREATED_TITLE
        } else {
            words::NEW
        }
        .to_owned()
    };
    let asking = Callback::new(move |()| -> AnyView {
        view! {
            <Form id=FORM on_submit=save busy=form.busy errors=form.errors message=form.message>
                {inputs(typed)}
            </Form>
        }
        .into_any()
    });
    let dirty = move || !there.get() && !typed.name.with(String::is_empty);
    view! {
        <Drawer title=Signal::derive(title) foot=foot on_close=close dirty=Signal::derive(dirty)>
            {move || match made.get() {
                Some(created) => shown(created.key),
                None => asking.run(()),
            }}
        </Drawer>
    }
    .into_any()
}

fn shown(secret: String) -> AnyView {
    view! {
        <div class="stack">
            <Notice tone=Tone::Warn live=true>{words::KEY_ONCE}</Notice>
            <CopyField label=words::KEY value=secret secret=true/>
        </div>
    }
    .into_any()
}
