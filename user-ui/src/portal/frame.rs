//! The bar, the navigation, and the redirect to the sign-in page if nobody is signed in.

use leptos::prelude::*;
use portal_kit::factors::StepUpDialog;
use portal_kit::lazy::missing;
use portal_kit::public_page::starting;
use portal_kit::session::{self, SessionState};
use portal_kit::{failure, route};
use ui_kit::prelude::*;

use super::download;
use super::enrollment::{enrollment_notice, enrollment_prompt};
use super::expiry::expiry_notice;
use super::unverified::unverified_notice;
use crate::account;
use crate::applications::ApplicationsPage;
use crate::continuing::{self, ContinuePage};
use crate::devices::DevicePage;
use crate::me::ProfilePage;
use crate::route::Route;
use crate::security::SecurityPage;
use crate::words::{self, portal};

/// The frame of all pages behind the sign-in.
#[component]
pub fn PortalFrame(
    /// The page inside it.
    route: Memo<Route>,
) -> AnyView {
    session::find_out();
    Effect::new(move || {
        if matches!(session::state(), SessionState::SignedOut) {
            if route.get_untracked() == Route::Continue {
                continuing::to_sign_in();
            } else {
                route::to_sign_in();
            }
        }
    });
    view! {
        {move || match session::state() {
            SessionState::Unknown | SessionState::SignedOut => starting(),
            SessionState::Unreachable(error) => {
                bare(failure::state(&error, Some(Callback::new(|()| session::retry()))))
            }
            SessionState::SignedIn => download::pages(route).unwrap_or_else(incomplete),
            SessionState::Incomplete => incomplete(),
        }}
    }
    .into_any()
}

/// The frame without names, around a failure.
fn bare(content: AnyView) -> AnyView {
    view! {
        <div class="user-shell">
            <header class="userbar"><div class="userbar-inner"><Brand name=words::PRODUCT/></div></header>
            <main id="main" class="user-main" tabindex="-1">{content}</main>
        </div>
    }
    .into_any()
}

/// Shown if the second download failed.
pub fn incomplete() -> AnyView {
    bare(missing())
}

/// The frame with the current page.
pub(super) fn signed_in(route: Memo<Route>) -> AnyView {
    let nav = vec![
        NavItem::new("/", portal::APPLICATIONS, Icon::Grid).exact(),
        NavItem::new("/profile", portal::PROFILE, Icon::User),
        NavItem::new("/security", portal::SECURITY, Icon::Shield),
    ];
    let menu = move || {
        vec![
            MenuItem::link(Icon::User, portal::PROFILE, "/profile"),
            MenuItem::link(Icon::Shield, portal::SECURITY, "/security"),
            MenuItem::action(Icon::Logout, portal::SIGN_OUT, || leave(session::sign_out)),
        ]
    };
    let page = move || match route.get() {
        Route::Profile => view! { <ProfilePage/> }.into_any(),
        Route::Security => view! { <SecurityPage/> }.into_any(),
        Route::Continue => view! { <ContinuePage/> }.into_any(),
        Route::Device => view! { <DevicePage/> }.into_any(),
        _ => view! { <ApplicationsPage/> }.into_any(),
    };
    // No prompt on the page where MFA is set up, and none between a person and an application.
    let elsewhere = Signal::derive(move || {
        !matches!(
            route.get(),
            Route::Security | Route::Continue | Route::Device
        )
    });
    let person = account::part(|me| me.name.clone());
    let email = account::part(|me| me.email.clone());
    view! {
        <UserShell name=session::organization() nav=nav person=person email=email
            menu=Signal::derive(menu) notice=move || view! { {continuing::notice(route)} {enrollment_notice()} {expiry_notice()} {unverified_notice()} }>
            {page}
            {enrollment_prompt(elsewhere)}
        </UserShell>
        <StepUpDialog/>
    }
    .into_any()
}
