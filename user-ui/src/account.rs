//! The signed-in user.

use std::cell::Cell;

use contract::me::Me;
use leptos::prelude::*;
use portal_kit::AccountFuture;
use portal_kit::api::api;
use portal_kit::session::{self, OwnAccount};
use ui_kit::prelude::set_zone;

use crate::continuing;

thread_local! {
    static ME: Cell<Option<RwSignal<Option<Me>>>> = const { Cell::new(None) };
}

/// Creates the signal. Called by the app's root, so that it lives as long as the page.
pub fn create() {
    signal();
}

fn signal() -> RwSignal<Option<Me>> {
    ME.get().unwrap_or_else(|| {
        let fresh = RwSignal::new(None);
        ME.set(Some(fresh));
        fresh
    })
}

/// Loads the account of the session; for `portal-kit`.
pub fn load() -> AccountFuture {
    Box::pin(async {
        let me = api().me().await?;
        let account = OwnAccount::from(&me);
        set(me);
        Ok(account)
    })
}

/// Clears the account after sign-out, and the application that waited for its user.
pub fn forget() {
    signal().set(None);
    continuing::forget();
    set_zone(None);
}

/// Updates the account.
pub fn keep(me: Me) {
    session::keep_account(OwnAccount::from(&me));
    set(me);
}

fn set(me: Me) {
    set_zone(me.profile.time_zone.clone());
    signal().set(Some(me));
}

/// The account; `None` while nobody is signed in.
pub fn me() -> Signal<Option<Me>> {
    signal().into()
}

/// A part of the account, or its default value.
pub fn part<T: Default + PartialEq + Send + Sync + 'static>(
    part: impl Fn(&Me) -> T + Send + Sync + 'static,
) -> Signal<T> {
    let me = me();
    Memo::new(move |_| me.with(|me| me.as_ref().map(&part).unwrap_or_default())).into()
}
