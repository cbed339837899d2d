//! The User Portal, where users sign in, choose and reset their password, and manage their own
//! profile, sessions and security.
//!
//! Each feature has a folder with the same name as in the server. All texts are in [`words`]; the
//! signed-in user is in [`account`].

mod account;
mod app;
mod applications;
mod company_email;
mod continuing;
mod devices;
mod link_state;
mod me;
mod portal;
mod route;
mod security;
mod settings;
mod terms;
mod verify_address;
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
