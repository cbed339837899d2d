//! The frames around pages: signing in, the Admin Portal, the User Portal.

mod account_menu;
mod admin;
mod sign_in;
mod user;

pub use admin::*;
pub use sign_in::*;
pub use user::*;

use leptos::prelude::*;

use crate::dom::focus;
use crate::words;

/// The first thing the Tab key reaches: leads past the navigation.
fn skip_link() -> AnyView {
    view! {
        <a class="skip-link" href="#main" on:click=move |event| {
            // Not a route: only the focus moves.
            event.prevent_default();
            event.stop_propagation();
            if let Some(main) = document().get_element_by_id("main") {
                focus(&main);
            }
        }>{words::SKIP}</a>
    }
    .into_any()
}
