//! The addresses of the portal and what stands at each.

use leptos::prelude::*;
use leptos_router::components::{ParentRoute, Route, Router, Routes};
use leptos_router::path;
use rules::lifetimes::LinkPurpose;
use ui_kit::prelude::*;

use crate::account::{Account, use_account};
use crate::applications::ApplicationsPage;
use crate::links::{ForgotPasswordPage, LinkPage};
use crate::me::ProfilePage;
use crate::portal::PortalFrame;
use crate::security::SecurityPage;
use crate::sign_in::SignInPage;
use crate::words;

/// The whole app.
#[component]
pub fn App() -> AnyView {
    provide_context(Account::new());
    let name = use_account().organization();
    let activate = || view! { <LinkPage purpose=LinkPurpose::UserActivation/> }.into_any();
    let reset = || view! { <LinkPage purpose=LinkPurpose::UserPasswordReset/> }.into_any();
    view! {
        <UiRoot name=name>
            <Router>
                <Routes fallback=not_found>
                    <Route path=path!("/sign-in") view=SignInPage/>
                    <Route path=path!("/forgot-password") view=ForgotPasswordPage/>
                    <Route path=path!("/activate") view=activate/>
                    <Route path=path!("/reset-password") view=reset/>
                    <ParentRoute path=path!("") view=PortalFrame>
                        <Route path=path!("/") view=ApplicationsPage/>
                        <Route path=path!("/profile") view=ProfilePage/>
                        <Route path=path!("/security") view=SecurityPage/>
                    </ParentRoute>
                </Routes>
            </Router>
        </UiRoot>
    }
    .into_any()
}

/// No page has this address.
fn not_found() -> AnyView {
    view! {
        <div class="not-found">
            <header class="signin-name"><Brand name=words::PRODUCT/></header>
            <main id="main" tabindex="-1"><NotFound home="/"/></main>
        </div>
    }
    .into_any()
}
