//! Which page is shown for which address.

use leptos::prelude::*;
use leptos::wasm_split::{SplitLoaderError, wasm_split};
use leptos_router::components::Router;
use leptos_router::hooks::use_location;
use leptos_router::location::{BrowserUrl, LocationProvider};
use portal_kit::lazy::lazy;
use portal_kit::links::{ForgotPasswordPage, LinkPage};
use portal_kit::public_page::starting;
use portal_kit::route;
use portal_kit::session::{self, SessionState, SignOutReason};
use portal_kit::sign_in::SignInPage;
use rules::links::LinkPurpose;
use ui_kit::prelude::*;

use crate::company_email::UndoEmailChangePage;
use crate::me::Draft;
use crate::portal::{PortalFrame, incomplete};
use crate::route::Route;
use crate::verify_address::{Verifies, VerifyAddressPage};
use crate::words;

/// The whole app.
#[component]
pub fn App() -> AnyView {
    guard_navigation();
    session::create();
    crate::account::create();
    crate::continuing::create();
    // Provided here, so that input in the profile survives a visit to another page, and a new
    // sign-in after the session has ended.
    let draft = Draft::new();
    provide_context(draft);
    Effect::new(move || {
        let signed_out = matches!(session::state(), SessionState::SignedOut);
        if signed_out && session::reason().is_some_and(SignOutReason::is_wanted) {
            draft.forget();
        }
    });
    let name = session::organization();
    view! { <UiRoot name=name><Router><Root/></Router></UiRoot> }.into_any()
}

/// Chooses the page without `Routes`, because the types of a route table would be a large part of
/// the download.
#[component]
fn Root() -> AnyView {
    route::take_navigator();
    let path = use_location().pathname;
    if let Some(browser) = use_context::<BrowserUrl>() {
        Effect::new(move || {
            path.track();
            // The URL of a followed link becomes a history entry once its page is shown.
            browser.ready_to_complete();
        });
    }
    let route = Memo::new(move |_| path.with(|path| Route::of(path)));
    // Navigation between pages inside the frame does not rebuild the frame.
    let public = Memo::new(move |_| Some(route.get()).filter(|route| !route.is_private()));
    Effect::new(move || {
        if route.get() == Route::SignIn && matches!(session::state(), SessionState::SignedIn) {
            route::replace(&route::return_to());
        }
    });
    // The other states must not rebuild the sign-in page: it may hold a sign-in in progress.
    let is_incomplete = Memo::new(|_| matches!(session::state(), SessionState::Incomplete));
    let page = move || match public.get() {
        None => view! { <PortalFrame route=route/> }.into_any(),
        Some(Route::SignIn) if is_incomplete.get() => incomplete(),
        Some(Route::SignIn) => view! { <SignInPage/> }.into_any(),
        Some(route) => lazy(public_pages(), starting, move |show| show(route)),
    };
    view! { {page} }.into_any()
}

/// The public pages other than the sign-in page. Few visits need them.
#[wasm_split(public, wasm_split_path = leptos::wasm_split, fallible)]
fn public_pages() -> Result<fn(Route) -> AnyView, SplitLoaderError> {
    Ok(public_page)
}

fn public_page(route: Route) -> AnyView {
    match route {
        Route::ForgotPassword => view! { <ForgotPasswordPage/> }.into_any(),
        Route::Activate => view! { <LinkPage purpose=LinkPurpose::UserActivation/> }.into_any(),
        Route::ResetPassword => {
            view! { <LinkPage purpose=LinkPurpose::UserPasswordReset/> }.into_any()
        }
        Route::ResetPasswordSent => {
            let purpose = LinkPurpose::UserPasswordResetByAdministrator;
            view! { <LinkPage purpose=purpose/> }.into_any()
        }
        Route::ResetPasswordByRecoveryEmail => {
            let purpose = LinkPurpose::UserPasswordResetByRecoveryEmail;
            view! { <LinkPage purpose=purpose/> }.into_any()
        }
        Route::VerifyRecoveryEmail => {
            view! { <VerifyAddressPage of=Verifies::RecoveryEmail/> }.into_any()
        }
        Route::VerifyEmail => view! { <VerifyAddressPage of=Verifies::CompanyEmail/> }.into_any(),
        Route::UndoEmailChange => view! { <UndoEmailChangePage/> }.into_any(),
        _ => not_found(),
    }
}

/// Unknown address.
fn not_found() -> AnyView {
    view! {
        <div class="not-found">
            <header class="signin-name"><Brand name=words::PRODUCT/></header>
            <main id="main" tabindex="-1"><NotFound home="/"/></main>
        </div>
    }
    .into_any()
}
