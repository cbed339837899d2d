//! The page on which somebody enters the code of a device without a browser, sees what it asks for, and answers.
//! A code in the address is filled in; the person always confirms it.

mod attempt;
mod code;
mod states;

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use ui_kit::prelude::*;

use self::attempt::Attempt;
use crate::continuing;

/// The page.
#[component]
pub fn DevicePage() -> AnyView {
    continuing::forget();
    let text = use_query_map().with_untracked(|query| query.get("user_code"));
    let attempt = Attempt::new(text);
    view! { <Page>{move || states::view(attempt)}</Page> }.into_any()
}
