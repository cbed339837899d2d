//! REST API calls.

use std::future::Future;

use client::{Client, Error, Http};
use contract::problem::ProblemType;
use leptos::prelude::window;
use leptos::task::spawn_local;

use crate::session::{self, SignOutReason};
use crate::settings::settings;

thread_local! {
    static CLIENT: Client = Client::new(
        Http::default(),
        window().location().origin().unwrap_or_default(),
        settings().portal,
    );
}

/// The API client of this browser.
pub fn api() -> Client {
    CLIENT.with(Clone::clone)
}

/// Runs a call, then passes on its result. If the result says that the session is over, ends it
/// here too, and the portal shows the sign-in page. The calling page may be gone by then: `then` must
/// use its signals with `try_set` and `try_get_untracked`, because reading a disposed signal panics, which
/// stops the whole portal.
pub fn run<T: 'static>(
    call: impl Future<Output = Result<T, Error>> + 'static,
    then: impl FnOnce(Result<T, Error>) + 'static,
) {
    spawn_local(async move {
        let answer = call.await;
        if let Err(error) = &answer
            && error.is(ProblemType::Unauthenticated)
        {
            session::end(SignOutReason::Expired);
        }
        then(answer);
    });
}
