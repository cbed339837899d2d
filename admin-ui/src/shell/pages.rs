//! The pages in the frame. Home and the own account come with the frame; the others are
//! downloaded after it, in two parts, before somebody asks for them.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_split::{SplitLoaderError, wasm_split};
use portal_kit::later::later;
use ui_kit::prelude::*;

use crate::address::HOME;
use crate::place::Place;
use crate::{administrators, events, home, me, organization, users};

type Pages = fn(Place) -> AnyView;

/// The page at an address.
pub fn page(place: Place) -> AnyView {
    match place {
        Place::Home => view! { <home::HomePage/> }.into_any(),
        Place::Users => later(users_part(), loading, move |show| show(place)),
        Place::Administrators | Place::Events | Place::Settings => {
            later(settings_part(), loading, move |show| show(place))
        }
        Place::Account => view! { <me::AccountPage/> }.into_any(),
        _ => view! { <NotFound home=HOME/> }.into_any(),
    }
}

/// Downloads what the first page does not need.
pub fn fetch_the_others() {
    spawn_local(async {
        // Fetched again where it is needed, should it fail here.
        let _ = users_part().await;
        let _ = settings_part().await;
    });
}

fn loading() -> AnyView {
    view! { <LoadingPage/> }.into_any()
}

#[wasm_split(users, wasm_split_path = leptos::wasm_split, fallible)]
fn users_part() -> Result<Pages, SplitLoaderError> {
    Ok(|_| view! { <users::UsersPage/> }.into_any())
}

#[wasm_split(settings, wasm_split_path = leptos::wasm_split, fallible)]
fn settings_part() -> Result<Pages, SplitLoaderError> {
    Ok(|place| match place {
        Place::Administrators => view! { <administrators::AdministratorsPage/> }.into_any(),
        Place::Events => view! { <events::EventsPage/> }.into_any(),
        _ => view! { <organization::SettingsPage/> }.into_any(),
    })
}
