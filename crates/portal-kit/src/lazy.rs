//! Parts of the app that are downloaded when first needed.
//!
//! A part is the result of a function marked `#[wasm_split(…, fallible)]`, usually a function that
//! builds a view. Code that only this function uses is not in the first download.

use std::future::Future;
use std::task::{Context, Poll, Waker};

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::SplitLoaderError;
use ui_kit::prelude::*;

use crate::words::lazy as words;

/// The state of a part.
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

/// The view that `show` builds from a part once it is downloaded, and `loading` until then. A part that
/// was downloaded before is shown immediately.
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

/// A part could not be downloaded. The server may have a new version with other file names; then
/// only reloading the page helps.
pub fn missing() -> AnyView {
    let reload = move || {
        // Fails only if the page is being closed.
        let _ = window().location().reload();
    };
    view! { <ErrorState message=words::MISSING.to_owned() next=words::MISSING_NEXT on_retry=reload/> }
        .into_any()
}
