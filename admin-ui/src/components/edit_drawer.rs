//! The drawer with the form that changes an item of a list.

use std::future::Future;

use client::Error;
use leptos::prelude::*;
use portal_kit::sending::Sending;
use ui_kit::prelude::*;

use super::{StaleNotice, form_foot};
use crate::list::List;
use crate::words;

/// The state of the form. Copy.
#[derive(Clone, Copy)]
pub struct ItemEditing {
    /// The state of the request.
    pub form: Sending,
    list: List,
    changed: RwSignal<u32>,
    version: RwSignal<u64>,
    saved: RwSignal<bool>,
}

impl ItemEditing {
    /// The form for this version of an item of `list`. `changed` is incremented so that the list reloads.
    pub fn new(list: List, changed: RwSignal<u32>, version: u64) -> Self {
        Self {
            form: Sending::new(),
            list,
            changed,
            version: RwSignal::new(version),
            saved: RwSignal::new(false),
        }
    }

    /// The version on which the input is based.
    pub fn version(self) -> u64 {
        self.version.get_untracked()
    }

    /// Sends the input. After success, shows `text` about the item, and closes the drawer.
    pub fn send<T: 'static>(
        self,
        call: impl Future<Output = Result<T, Error>> + 'static,
        text: impl FnOnce(&T) -> String + 'static,
    ) {
        self.form.send(call, move |item| {
            use_toasts().ok(text(&item));
            self.reload();
            self.list.close();
        });
    }

    /// Bases the input on the version that `current` returns, and then runs `save`, which overwrites what
    /// someone else has saved.
    pub fn overwrite(
        self,
        current: impl Future<Output = Result<u64, Error>> + 'static,
        save: impl FnOnce() + 'static,
    ) {
        self.form.send(current, move |version| {
            if self.version.try_set(version).is_none() {
                save();
            }
        });
    }

    /// Reloads the list, which shows another version in the drawer, without a question.
    fn reload(self) {
        self.saved.try_set(true);
        self.changed.try_update(|n| *n += 1);
    }
}

/// The drawer. Says if someone else has saved in the meantime.
#[component]
pub fn EditDrawer(
    /// The form's id.
    id: &'static str,
    /// The heading.
    title: String,
    /// The state of the form.
    editing: ItemEditing,
    /// Whether the input differs from the item.
    edited: Signal<bool>,
    /// Saves the input.
    #[prop(into)]
    on_save: Callback<()>,
    /// Saves the input with [`ItemEditing::overwrite`].
    #[prop(into)]
    on_keep: Callback<()>,
    /// The fields. They are built inside the form, so that they get its errors.
    children: Children,
) -> AnyView {
    let form = editing.form;
    let foot = move || form_foot(id, form, words::SAVE);
    let dirty = Signal::derive(move || !editing.saved.get() && edited.get());
    view! {
        <Drawer title=title foot=foot dirty=dirty on_close=move || editing.list.close()>
            <Form id=id on_submit=on_save busy=form.busy errors=form.errors message=form.message>
                <StaleNotice form=form on_keep=on_keep on_load=move || editing.reload()/>
                {children()}
            </Form>
        </Drawer>
    }
    .into_any()
}
