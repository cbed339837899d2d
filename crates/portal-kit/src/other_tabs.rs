//! What the tabs of a browser tell each other about the session: a note in the storage that they
//! share. A page that returns from the background or the back/forward cache asks the server, and so does a
//! visible page when somebody uses it, and from time to time, because the session may have ended elsewhere.
//!
//! The note is also for the next visit: `early.js` uses it to decide whether to show a sign-in form
//! immediately. It only affects what is painted first; the server decides.

use std::time::Duration;

use leptos::ev;
use leptos::prelude::*;
use web_sys::Storage;

use crate::session::{self, SignOutReason};
use crate::session_check;
use crate::settings::settings;

/// How often a visible page checks the session.
const CHECK_EVERY: Duration = Duration::from_secs(15);
/// What a person in front of the page does.
const INPUTS: [&str; 4] = ["keydown", "pointerdown", "pointermove", "wheel"];

const SIGNED_IN: &str = "1";
/// Stored for a moment when a person signs out, so that the other tabs know that it was intended.
const SIGNED_OUT: &str = "signed-out";

fn key() -> &'static str {
    match settings().portal {
        client::Portal::User => "latchkey-session-user",
        client::Portal::Admin => "latchkey-session-admin",
    }
}

fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

/// Notes that somebody is signed in.
pub fn note_signed_in() {
    if let Some(storage) = storage() {
        // If it cannot be stored, the next visit starts with the sign-in form.
        let _ = storage.set_item(key(), SIGNED_IN);
    }
}

/// Removes the note, which ends the session in the other tabs too.
pub fn note_signed_out(reason: Option<SignOutReason>) {
    let Some(storage) = storage().filter(|_| is_noted()) else {
        return;
    };
    if reason.is_some_and(SignOutReason::is_wanted) {
        let _ = storage.set_item(key(), SIGNED_OUT);
    }
    let _ = storage.remove_item(key());
}

/// Whether somebody is signed in as far as the tabs know. Without storage, they cannot know.
pub fn is_noted() -> bool {
    storage().is_none_or(|storage| matches!(storage.get_item(key()), Ok(Some(_))))
}

/// Ends the session here when another tab ends it, and checks it when the page becomes visible
/// again, gets the focus or is used, and regularly while it is visible. Runs for the lifetime of the page.
pub fn watch() {
    window_event_listener(ev::storage, |event| {
        if event.key().as_deref() != Some(key()) {
            return;
        }
        match event.new_value().as_deref() {
            Some(SIGNED_OUT) => session::end(SignOutReason::SignedOut),
            None => session::end(SignOutReason::Expired),
            Some(_) => {}
        }
    });
    window_event_listener(ev::pageshow, |event| {
        if event.persisted() {
            session_check::check();
        }
    });
    window_event_listener_untyped("visibilitychange", |_| {
        if !document().hidden() {
            session_check::check();
        }
    });
    window_event_listener(ev::focus, |_| session_check::check_idle());
    for input in INPUTS {
        window_event_listener_untyped(input, |_| session_check::check_in_use());
    }
    set_interval(
        || {
            if !document().hidden() {
                session_check::check_idle();
            }
        },
        CHECK_EVERY,
    );
}
