//! Asks the server whether the session of this page still exists, because it may have ended elsewhere.

use std::cell::Cell;

use contract::problem::ProblemType;
use leptos::task::spawn_local;

use crate::api::{api, run};
use crate::other_tabs;
use crate::session::{self, SignOutReason};

thread_local! {
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
