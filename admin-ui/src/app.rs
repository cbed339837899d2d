//! Which page is shown for which address.

use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};
use leptos_router::components::Router;
use leptos_router::hooks::use_location;
use leptos_router::location::{BrowserUrl, LocationProvider};
use portal_kit::failure;
use portal_kit::lazy::{lazy, missing};
use portal_kit::links::{ForgotPasswordPage, LinkPage};
use portal_kit::public_page::starting;
use portal_kit::session::{self, SessionState};
use portal_kit::sign_in::SignInPage;
use ui_kit::prelude::*;
use wasm_bindgen::JsCast;

use crate::address::{self, HOME};
use crate::route::Route;
use crate::{links, shell, words};

/// The element that the app is mounted in.
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

/// Chooses the page without `Routes`, because the types of a route table would be a large part of
/// the download.
#[component]
fn Root() -> AnyView {
    address::take_navigator();
    let path = use_location().pathname;
    if let Some(browser) = use_context::<BrowserUrl>() {
        Effect::new(move || {
            path.track();
            // The URL of a followed link becomes a history entry once its page is shown.
            browser.ready_to_complete();
        });
    }
    let route = Memo::new(move |_| path.with(|path| Route::of(path)));
    session::create();
    crate::session::create();
    Effect::new(move || guard(route.get()));
    // Navigation between pages inside the frame does not rebuild the frame.
    let public = Memo::new(move |_| route.get().is_public().then(|| route.get()));
    // The other states must not rebuild the sign-in page: it may hold a sign-in in progress.
    let is_incomplete = Memo::new(|_| matches!(session::state(), SessionState::Incomplete));
    let page = move || match public.get() {
        Some(Route::SignIn) if is_incomplete.get() => incomplete(),
        public => page(public, route),
    };
    page.into_any()
}

/// Redirects people without a session to the sign-in page, and signed-in people away from it.
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
        Some(Route::SignIn) => view! { <SignInPage/> }.into_any(),
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

/// The public pages other than the sign-in page. Few visits need them.
#[wasm_split(public, wasm_split_path = leptos::wasm_split, fallible)]
fn public_pages() -> Result<fn(Route) -> AnyView, SplitLoaderError> {
    Ok(public_page)
}

fn public_page(route: Route) -> AnyView {
    match route {
        Route::ForgotPassword => view! { <ForgotPasswordPage/> }.into_any(),
        Route::SetPassword(purpose) => view! { <LinkPage purpose=purpose/> }.into_any(),
        Route::SetUp => view! { <links::SetUpPage/> }.into_any(),
        Route::SignUp => view! { <links::SignUpPage/> }.into_any(),
        Route::ConfirmSignUp => view! { <links::ConfirmSignUpPage/> }.into_any(),
        Route::Terms => view! { <links::TermsPage/> }.into_any(),
        _ => view! { <NotFound home=HOME/> }.into_any(),
    }
}

/// Shown if the second download failed.
fn incomplete() -> AnyView {
    view! { <main id="main">{missing()}</main> }.into_any()
}
