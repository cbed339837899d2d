//! The branding of the organization's pages.

use contract::branding::Branding;
use leptos::prelude::*;
use ui_kit::prelude::{set_accent, set_logo};

use crate::session;

/// How the pages look: as the organization of the account or of the open link wants them, or the only one
/// on the server. Before sign-in, a server with several organizations says nothing about any of them.
pub fn branding() -> Memo<Branding> {
    let (account, linked, server) = (session::account(), session::linked(), session::server());
    Memo::new(move |_| {
        let account = account.with(|account| Some(account.as_ref()?.branding.clone()));
        let public = || server.with(|server| Some(server.as_ref()?.branding.clone()));
        account
            .or_else(|| linked.get())
            .or_else(public)
            .unwrap_or_default()
    })
}

/// Keeps the accent color and the logo of the page up to date, as long as the page lives.
pub(crate) fn apply() {
    let branding = branding();
    Effect::new(move || {
        branding.with(|now| set_accent(now.accent_light.as_deref(), now.accent_dark.as_deref()));
        set_logo(branding.with(|now| now.logo.clone()));
    });
}
