//! The User Portal: where users sign in, choose and reset their password, and look after
//! their own profile, sessions and security.
//!
//! A folder is a feature and has the name that the feature has on every other floor. What
//! the portal says is in [`words`]; who is signed in is in [`account`].

mod account;
mod app;
mod applications;
mod company_email;
mod me;
mod portal;
mod recovery_email;
mod route;
mod security;
mod settings;
mod words;

use leptos::mount::mount_to;
use wasm_bindgen::JsCast;

fn main() {
    let place = leptos::prelude::document()
        .get_element_by_id("app")
        .and_then(|place| place.dyn_into().ok());
    portal_kit::install(&settings::SETTINGS);
    if let Some(place) = place {
        mount_to(place, app::App).forget();
    }
}
