//! Calls of the REST API.

use std::future::Future;

use client::{Client, Error, Http, Portal};
use contract::problem::ProblemType;
use leptos::prelude::window;
use leptos::task::spawn_local;

use crate::session::{self, Parting};

thread_local! {
    static CLIENT: Client = Client::new(
        Http::default(),
        window().location().origin().unwrap_or_default(),
        Portal::Admin,
    );
}

/// The client of the person at this browser.
pub fn api() -> Client {
    CLIENT.with(Clone::clone)
}

/// Makes a call, then does something with its answer. Where the answer is that nobody is
/// signed in any more, the app goes to the sign-in. The page that asked may be gone by
/// then: write its signals with `try_set`.
pub fn run<T: 'static>(
    call: impl Future<Output = Result<T, Error>> + 'static,
    then: impl FnOnce(Result<T, Error>) + 'static,
) {
    spawn_local(async move {
        let answer = call.await;
        if let Err(error) = &answer
            && error.is(ProblemType::Unauthenticated)
        {
            session::ended(Parting::Expired);
        }
        then(answer);
    });
}
