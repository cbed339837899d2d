//! The signed-in administrator.

use std::cell::Cell;

use contract::ids::AdministratorId;
use contract::me::AdministratorMe;
use leptos::prelude::*;
use portal_kit::AccountFuture;
use portal_kit::api::api;
use portal_kit::session::OwnAccount;
use rules::role::Permission;

thread_local! {
    static ME: Cell<Option<RwSignal<Option<AdministratorMe>>>> = const { Cell::new(None) };
}

/// Creates the signal. Called by the app's root, so that it lives as long as the page.
pub fn create() {
    signal();
}

fn signal() -> RwSignal<Option<AdministratorMe>> {
    ME.get().unwrap_or_else(|| {
        let fresh = RwSignal::new(None);
        ME.set(Some(fresh));
        fresh
    })
}

/// Loads the account of the session; for `portal-kit`.
pub fn load() -> AccountFuture {
    Box::pin(async {
        let me = api().administrator_me().await?;
        let account = OwnAccount::from(&me);
        signal().set(Some(me));
        Ok(account)
    })
}

/// Clears the account after sign-out.
pub fn forget() {
    signal().set(None);
}

/// The signed-in administrator.
pub fn me() -> Option<AdministratorMe> {
    signal().get()
}

/// Whether the administrator's role grants this permission. Only hides controls; the server
/// enforces permissions.
pub fn may(permission: Permission) -> bool {
    // Untracked: a page is rebuilt when another person signs in.
    signal().with_untracked(|me| {
        me.as_ref()
            .is_some_and(|me| me.permissions.contains(&permission))
    })
}

/// Whether this is the signed-in administrator.
pub fn is_me(id: AdministratorId) -> bool {
    signal().with_untracked(|me| me.as_ref().is_some_and(|me| me.id == id))
}
