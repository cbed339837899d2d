//! What is shown for which address.

use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};
use leptos_router::components::Router;
use leptos_router::hooks::use_location;
use leptos_router::location::{BrowserUrl, LocationProvider};
use portal_kit::failure;
use portal_kit::lazy::{lazy, missing};
use portal_kit::links::{ForgotPasswordPage, LinkPage};
use portal_kit::session::{self, SessionState};
use portal_kit::sign_in::SignInPage;
use ui_kit::prelude::*;
use wasm_bindgen::JsCast;

use crate::address::{self, HOME};
use crate::route::Route;
use crate::{links, shell, words};

/// The element in the page that the app lives in.
pub fn root_element() -> Option<web_sys::HtmlElement> {
    document().get_element_by_id("app")?.dyn_into().ok()
}

/// The whole app.
#[component]
pub fn App() -> impl IntoView {
    guard_navigation();
    view! {
        <UiRoot name=words::PORTAL>
            <Router base="/admin"><Root/></Router>
        </UiRoot>
    }
}

/// Chooses by hand instead of by `Routes`: a route table's types would be a large part of
/// what the browser has to fetch.
#[component]
fn Root() -> AnyView {
    address::take_navigator();
    let path = use_location().pathname;
    if let Some(browser) = use_context::<BrowserUrl>() {
        Effect::new(move || {
            path.track();
            // A followed link enters the history once its page is there.
            browser.ready_to_complete();
        });
    }
    let route = Memo::new(move |_| path.with(|path| Route::of(path)));
    session::create();
    crate::session::create();
    Effect::new(move || guard(route.get()));
    // Going from page to page inside the frame leaves the frame alone.
    let public = Memo::new(move |_| route.get().is_public().then(|| route.get()));
    (move || page(public.get(), route)).into_any()
}

/// Nobody sees a page of the portal without being signed in, nor the sign-in when they are.
fn guard(route: Route) {
    if !route.is_public() {
        session::find_out();
    }
    match session::state() {
        SessionState::SignedOut if !route.is_public() => address::to_sign_in(),
        SessionState::SignedIn if route == Route::SignIn => address::replace(&address::return_to()),
        _ => {}
    }
}

fn page(public: Option<Route>, route: Memo<Route>) -> AnyView {
    match public {
        Some(Route::SignIn) => match session::state() {
            SessionState::Incomplete => incomplete(),
            _ => view! { <SignInPage/> }.into_any(),
        },
        Some(route) => lazy(public_pages(), starting, move |show| show(route)),
        None => match session::state() {
            SessionState::Unknown | SessionState::SignedOut => starting(),
            SessionState::SignedIn => shell::frame(route).unwrap_or_else(incomplete),
            SessionState::Incomplete => incomplete(),
            SessionState::Unreachable(error) => {
                let again = Callback::new(|()| session::retry());
                view! { <main id="main">{failure::state(&error, Some(again))}</main> }.into_any()
            }
        },
    }
}

/// The pages for everybody, besides the sign-in page: few visits need them.
#[wasm_split(public, wasm_split_path = leptos::wasm_split, fallible)]
fn public_pages() -> Result<fn(Route) -> AnyView, SplitLoaderError> {
    Ok(public_page)
}

fn public_page(route: Route) -> AnyView {
    match route {
        Route::ForgotPassword => view! { <ForgotPasswordPage/> }.into_any(),
        Route::SetPassword(purpose) => view! { <LinkPage purpose=purpose/> }.into_any(),
        Route::SetUp => view! { <links::SetUpPage/> }.into_any(),
        Route::Terms => view! { <links::TermsPage/> }.into_any(),
        _ => view! { <NotFound home=HOME/> }.into_any(),
    }
}

/// The rest of the app could not be fetched.
fn incomplete() -> AnyView {
    view! { <main id="main">{missing()}</main> }.into_any()
}

fn starting() -> AnyView {
    view! { <main id="main" class="starting"><Spinner label=words::STARTING/></main> }.into_any()
}
