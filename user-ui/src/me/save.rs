//! Saving the profile, also after someone else has changed it.

use client::Error;
use contract::me::Me;
use leptos::prelude::*;
use portal_kit::api::api;
use portal_kit::sending::Sending;
use ui_kit::prelude::*;
use web_sys::BeforeUnloadEvent;

use super::draft::{Draft, Sent};
use crate::account;
use crate::words::me;

/// The stored state, and the input that was sent, if a call saved it.
type Saved = Result<(Me, Option<Sent>), Error>;

/// The state for submitting the profile. Copy.
#[derive(Clone, Copy)]
pub struct Saving {
    draft: Draft,
    pub sending: Sending,
}

impl Saving {
    pub fn new(draft: Draft) -> Self {
        Self {
            draft,
            sending: Sending::new(),
        }
    }

    /// Sends the differences from the loaded state.
    pub fn save(self) {
        let version = account::me().with_untracked(|me| me.as_ref().map(|me| me.version));
        if let Some(version) = version {
            self.run(async move { self.send(version).await });
        }
    }

    /// Saves after a conflict. Sends only the fields changed here, so other changes by someone else
    /// are kept.
    fn save_anyway(self) {
        let call = async move {
            let newer = api().me().await?;
            self.send(newer.version).await
        };
        self.run(call);
    }

    /// Discards the input, and shows the current state.
    fn load_newest(self) {
        self.run(async { api().me().await.map(|newest| (newest, None)) });
    }

    fn discard(self) {
        self.sending.clear();
        self.draft.discard();
    }

    /// Calls the server, then shows the current state.
    fn run(self, call: impl Future<Output = Saved> + 'static) {
        self.sending.send(call, move |(newest, sent)| {
            match &sent {
                Some(sent) => {
                    self.draft.load_saved(&newest, sent);
                    use_toasts().ok(me::SAVED);
                }
                None => self.draft.load(&newest),
            }
            account::keep(newest);
        });
    }

    async fn send(self, version: u64) -> Saved {
        let sent = self.draft.sent();
        let changes = self.draft.changes(&sent);
        let newest = api().update_my_profile(version, &changes).await?;
        Ok((newest, Some(sent)))
    }
}

/// The bar at the bottom while there are unsaved edits.
#[component]
pub fn SaveBar(saving: Saving) -> AnyView {
    let dirty = Memo::new(move |_| saving.draft.is_dirty());
    let guard = window_event_listener(leptos::ev::beforeunload, move |event: BeforeUnloadEvent| {
        if dirty.try_get_untracked().unwrap_or_default() {
            event.prevent_default();
        }
    });
    on_cleanup(move || guard.remove());
    let bar = move || {
        if saving.sending.stale.get() {
            Some(stale_bar(saving))
        } else {
            dirty.get().then(|| dirty_bar(saving))
        }
    };
    view! { {bar} }.into_any()
}

fn dirty_bar(saving: Saving) -> AnyView {
    view! {
        <div class="save-bar">
            <p role="status">{me::UNSAVED}</p>
            <div class="actions">
                <Button variant=ButtonVariant::Secondary disabled=saving.sending.busy
                    on_click=move || saving.discard()>
                    {me::DISCARD}
                </Button>
                <Button submit=true>{me::SAVE}</Button>
            </div>
        </div>
    }
    .into_any()
}

/// Someone else has saved first: asks which version to keep.
fn stale_bar(saving: Saving) -> AnyView {
    let busy = saving.sending.busy;
    view! {
        <div class="save-bar stale">
            <Notice tone=Tone::Warn title=me::STALE_TITLE live=true>
                <p>{me::STALE}</p>
                <div class="notice-actions">
                    <Button small=true busy=busy on_click=move || saving.save_anyway()>
                        {me::STALE_KEEP}
                    </Button>
                    <Button small=true variant=ButtonVariant::Secondary disabled=busy
                        on_click=move || saving.load_newest()>{me::STALE_LOAD}</Button>
                </div>
            </Notice>
        </div>
    }
    .into_any()
}
