//! Asks the server whether the session of this page still exists, because it may have ended elsewhere. Of
//! the repeated checks of a visible page, only one runs at a time, and use of the page triggers at most one every two
//! seconds.

use std::cell::Cell;
use std::time::Duration;

use contract::problem::ProblemType;
use leptos::prelude::set_timeout;
use leptos::task::spawn_local;

use crate::api::{api, run};
use crate::other_tabs;
use crate::session::{self, SignOutReason};

/// How often a page checks the session while somebody uses it.
const CHECK_IN_USE_EVERY: Duration = Duration::from_secs(2);

thread_local! {
    /// Whether the session was checked a moment ago because somebody uses the page.
    static CHECKED: Cell<bool> = const { Cell::new(false) };
    /// Whether the server has not answered yet. More checks would take all connections of a browser to a slow server.
    static CHECKING: Cell<bool> = const { Cell::new(false) };
}

/// Checks whether the session still exists, after this page was away. Other tabs cannot reach a page
/// in the back/forward cache.
pub fn check() {
    if !session::is_signed_in() {
        return;
    }
    if other_tabs::is_noted() {
        run(async { api().check_session().await }, |_| ());
    } else {
        session::end(SignOutReason::SignedOut);
    }
}

/// Checks the session because somebody uses the page, so that nobody can go on reading on an unattended
/// screen after the session has ended.
pub fn check_in_use() {
    if CHECKED.replace(true) {
        return;
    }
    set_timeout(|| CHECKED.set(false), CHECK_IN_USE_EVERY);
    check_idle();
}

/// Checks whether the session still exists, without extending it: nobody may be in front of the page.
pub fn check_idle() {
    if !session::is_signed_in() || CHECKING.replace(true) {
        return;
    }
    spawn_local(async {
        let asked_for = api().token();
        let answer = api().check_idle_session().await;
        CHECKING.set(false);
        let is_over = answer.is_err_and(|error| error.is(ProblemType::Unauthenticated));
        // A sign-out that is in progress says itself why the session is over. A late answer can be about an earlier
        // session.
        if is_over && !session::is_signing_out() && api().token() == asked_for {
            session::end(SignOutReason::Expired);
        }
    });
}
