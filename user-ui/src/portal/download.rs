//! The pages of somebody who is signed in: the larger part of the app, and of no use before. The
//! browser fetches them while the person is looking for their password.

use std::cell::Cell;

use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};

use super::frame::signed_in;
use crate::route::Route;

/// Makes the frame with the page of the address in it.
type Build = fn(Memo<Route>) -> AnyView;

thread_local! {
    static BUILD: Cell<Option<Build>> = const { Cell::new(None) };
}

/// The part that is fetched: what only this function reaches is not in the first download.
#[wasm_split(portal, wasm_split_path = leptos::wasm_split, fallible)]
fn build() -> Result<Build, SplitLoaderError> {
    Ok(signed_in)
}

/// Fetches the pages, unless they are there already. `false` where they could not be had; a
/// later call tries again.
pub async fn fetch() -> bool {
    let Ok(build) = build().await else {
        return false;
    };
    BUILD.set(Some(build));
    true
}

/// The pages, if they are there.
pub fn pages(route: Memo<Route>) -> Option<AnyView> {
    BUILD.get().map(|build| build(route))
}
