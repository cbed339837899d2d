//! The frame around every page of a signed-in administrator.
//!
//! With all its pages it is the larger part of the app, and of no use before somebody has
//! signed in: the browser fetches it while they are looking for their password.

mod frame;
mod go_to;
mod matches;
mod pages;
mod shortcuts;

use std::cell::Cell;

use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};

use crate::route::Route;

/// Makes the frame with the page of the address in it.
type Build = fn(Memo<Route>) -> AnyView;

thread_local! {
    static BUILD: Cell<Option<Build>> = const { Cell::new(None) };
}

/// The part that is fetched: what only this function reaches is not in the first download.
#[wasm_split(frame, wasm_split_path = leptos::wasm_split, fallible)]
fn build() -> Result<Build, SplitLoaderError> {
    Ok(|route| view! { <frame::Frame route=route/> }.into_any())
}

/// Fetches the frame, unless it is there already. `false` where it could not be had; a later
/// call tries again.
pub async fn fetch() -> bool {
    let Ok(build) = build().await else {
        return false;
    };
    BUILD.set(Some(build));
    true
}

/// The frame, if it is there.
pub fn frame(route: Memo<Route>) -> Option<AnyView> {
    BUILD.get().map(|build| build(route))
}
