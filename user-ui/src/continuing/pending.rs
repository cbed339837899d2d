//! The application that waits while somebody sets up a factor.

use std::cell::Cell;

use leptos::prelude::*;
use portal_kit::route;
use ui_kit::prelude::*;

use crate::route::Route;
use crate::words::continuing as words;

/// The name of the application, and the address to continue at.
type Waiting = (String, String);

thread_local! {
    static WAITING: Cell<Option<RwSignal<Option<Waiting>>>> = const { Cell::new(None) };
}

fn waiting() -> RwSignal<Option<Waiting>> {
    WAITING.get().unwrap_or_else(|| {
        let fresh = RwSignal::new(None);
        WAITING.set(Some(fresh));
        fresh
    })
}

/// Creates the signal. Called by the app's root, so that it outlives the page that writes it.
pub fn create() {
    waiting();
}

/// Notes that the application with this name waits at this address.
pub fn remember(name: String, address: String) {
    waiting().set(Some((name, address)));
}

/// Continues to the application that waits, if one does.
pub fn resume() {
    if let Some((_, address)) = waiting().get_untracked() {
        route::go(&address);
    }
}

/// No application waits.
pub fn forget() {
    waiting().set(None);
}

/// The notice that leads back to the application, on the other pages.
pub fn notice(page: Memo<Route>) -> AnyView {
    let waiting = waiting();
    let show = move || {
        if matches!(page.get(), Route::Continue | Route::Device) {
            return None;
        }
        let (name, address) = waiting.get()?;
        Some(view! {
            <Notice tone=Tone::Info on_dismiss=forget>
                {words::waits(&name)}" "<TextLink href=address>{words::go_on(&name)}</TextLink>
            </Notice>
        })
    };
    view! { {show} }.into_any()
}
