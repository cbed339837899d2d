//! The pages behind the sign-in. They are the larger part of the app, and are not needed before.
//! The browser downloads them while people enter their password.

use std::cell::Cell;

use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};

use super::frame::signed_in;
use crate::route::Route;

/// Builds the frame with the current page.
type Build = fn(Memo<Route>) -> AnyView;

thread_local! {
    static BUILD: Cell<Option<Build>> = const { Cell::new(None) };
}

/// The separate download: contains what only this function reaches.
#[wasm_split(portal, wasm_split_path = leptos::wasm_split, fallible)]
fn build() -> Result<Build, SplitLoaderError> {
    Ok(signed_in)
}

/// Downloads the pages, unless they are already there. Returns `false` on failure; a later call
/// tries again.
pub async fn fetch() -> bool {
    let Ok(build) = build().await else {
        return false;
    };
    BUILD.set(Some(build));
    true
}

/// The pages, if they are downloaded.
pub fn pages(route: Memo<Route>) -> Option<AnyView> {
    BUILD.get().map(|build| build(route))
}
