//! Asks the server whether the session of this page still exists, because it may have ended elsewhere.

use contract::problem::ProblemType;
use leptos::task::spawn_local;

use crate::api::{api, run};
use crate::other_tabs;
use crate::session::{self, SignOutReason};

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
    if !session::is_signed_in() {
        return;
    }
    spawn_local(async {
        let answer = api().check_idle_session().await;
        let is_over = answer.is_err_and(|error| error.is(ProblemType::Unauthenticated));
        // A sign-out that is in progress says itself why the session is over.
        if is_over && !session::is_signing_out() {
            session::end(SignOutReason::Expired);
        }
    });
}
