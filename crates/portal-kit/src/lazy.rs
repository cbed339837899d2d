//! Parts of the app that are downloaded when they are first needed.
//!
//! A part is what a function marked `#[wasm_split(…, fallible)]` returns, usually a function that
//! makes a view: what only that function reaches is not in the first download.

use std::future::Future;
use std::task::{Context, Poll, Waker};

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::SplitLoaderError;
use ui_kit::prelude::*;

use crate::words::lazy as words;

/// What is known about a part.
#[derive(Clone, Copy)]
enum Part<T> {
    Loading,
    Missing,
    Here(T),
}

impl<T> From<Result<T, SplitLoaderError>> for Part<T> {
    fn from(loaded: Result<T, SplitLoaderError>) -> Self {
        loaded.map_or(Self::Missing, Self::Here)
    }
}

/// The view that `show` makes of a part once it is here, and `loading` before. A part that has
/// been downloaded before is here at once.
pub fn lazy<T: Copy + Send + Sync + 'static>(
    load: impl Future<Output = Result<T, SplitLoaderError>> + 'static,
    loading: fn() -> AnyView,
    show: impl Fn(T) -> AnyView + Send + 'static,
) -> AnyView {
    let mut load = Box::pin(load);
    let part = RwSignal::new(Part::<T>::Loading);
    match load.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(loaded) => part.set(loaded.into()),
        Poll::Pending => spawn_local(async move {
            part.try_set(load.await.into());
        }),
    }
    (move || match part.get() {
        Part::Loading => loading(),
        Part::Missing => missing(),
        Part::Here(part) => show(part),
    })
    .into_any()
}

/// A part could not be downloaded. A new version may be the cause, whose page names other files:
/// only loading the page again helps against that.
pub fn missing() -> AnyView {
    let reload = move || {
        // It fails only where the page is on its way out.
        let _ = window().location().reload();
    };
    view! { <ErrorState message=words::MISSING.to_owned() next=words::MISSING_NEXT on_retry=reload/> }
        .into_any()
}
