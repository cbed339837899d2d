//! The frames around pages: sign-in, Admin Portal, User Portal.

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

/// The first stop of the Tab key: skips the navigation.
fn skip_link() -> AnyView {
    view! {
        <a class="skip-link" href="#main" on:click=move |event| {
            // Not a route: moves only the focus.
            event.prevent_default();
            event.stop_propagation();
            if let Some(main) = document().get_element_by_id("main") {
                focus(&main);
            }
        }>{words::SKIP}</a>
    }
    .into_any()
}
