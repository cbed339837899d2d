//! Calls of the REST API.

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

/// The client of the person at this browser.
pub fn api() -> Client {
    CLIENT.with(Clone::clone)
}

/// Makes a call, then passes its result on. A result that says that the session is over ends it
/// here too, and the portal goes to the sign-in page. The page that called may be gone by then:
/// write its signals with `try_set`.
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
