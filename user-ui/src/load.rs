//! Something that a part of a page loads: a skeleton first, then it, or why not.

use std::future::Future;

use client::{Client, Error};
use contract::problem::ProblemType;
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui_kit::prelude::*;

use crate::account::Account;
use crate::problems::Failure;
use crate::words;

/// How far the loading is.
#[derive(Clone)]
pub enum Loaded<T> {
    /// On its way.
    Loading,
    /// There.
    Ready(T),
    /// It could not be had.
    Failed(Failure),
}

/// Calls `get` with the client and puts the answer into `state`. What is shown stays while
/// newer data is on its way.
pub fn load<T, G, F>(account: Account, state: RwSignal<Loaded<T>>, get: G)
where
    T: Clone + Send + Sync + 'static,
    G: FnOnce(Client) -> F + 'static,
    F: Future<Output = Result<T, Error>>,
{
    spawn_local(async move {
        match account.watch(get(account.client()).await) {
            Ok(value) => state.set(Loaded::Ready(value)),
            // The session has ended and the page is going: there is nothing to show it on.
            Err(error) if error.is(ProblemType::Unauthenticated) => {}
            Err(error) => state.set(Loaded::Failed(Failure::from(&error))),
        }
    });
}

/// A part of a page that could not be loaded, with a way to try again.
pub fn failed(failure: Failure, retry: impl Fn() + Send + Sync + 'static) -> AnyView {
    view! {
        <Notice tone=Tone::Danger live=true>
            <p>{failure.message}</p>
            {failure.code.is_none().then(|| view! { <p>{failure.next}</p> })}
            <div class="notice-actions">
                <Button variant=ButtonVariant::Secondary small=true icon=Icon::Refresh on_click=retry>
                    {words::RETRY}
                </Button>
            </div>
        </Notice>
    }
    .into_any()
}
