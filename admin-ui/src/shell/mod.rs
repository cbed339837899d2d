//! The frame around the pages of a signed-in administrator.
//!
//! The frame with all its pages is the larger part of the app, and is not needed before the
//! sign-in. The browser downloads it while people enter their password.

mod frame;
mod go_to;
mod matches;
mod pages;
mod shortcuts;

use std::cell::Cell;

use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};

use crate::route::Route;

/// Builds the frame with the current page.
type Build = fn(Memo<Route>) -> AnyView;

thread_local! {
    static BUILD: Cell<Option<Build>> = const { Cell::new(None) };
}

/// The separate download: contains what only this function reaches.
#[wasm_split(frame, wasm_split_path = leptos::wasm_split, fallible)]
fn build() -> Result<Build, SplitLoaderError> {
    Ok(|route| view! { <frame::Frame route=route/> }.into_any())
}

/// Downloads the frame, unless it is already there. Returns `false` on failure; a later call tries
/// again.
pub async fn fetch() -> bool {
    let Ok(build) = build().await else {
        return false;
    };
    BUILD.set(Some(build));
    true
}

/// The frame, if it is downloaded.
pub fn frame(route: Memo<Route>) -> Option<AnyView> {
    BUILD.get().map(|build| build(route))
}
