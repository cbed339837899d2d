//! The bar, the navigation, and the way to the sign-in page when nobody is signed in.

use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_location, use_navigate};
use ui_kit::prelude::*;

use super::enrolment::{enrolment_notice, enrolment_prompt};
use super::expiry::expiry_notice;
use super::later;
use crate::account::{Account, Parting, Phase, use_account};
use crate::applications::ApplicationsPage;
use crate::me::{Draft, ProfilePage};
use crate::place::Place;
use crate::return_to::sign_in_from;
use crate::security::SecurityPage;
use crate::words::{self, portal};

/// Everything that needs somebody who is signed in.
#[component]
pub fn PortalFrame(
    /// The page inside it.
    place: Memo<Place>,
) -> AnyView {
    let account = use_account();
    account.find_out();

    let draft = use_context().unwrap_or_else(Draft::new);
    let navigate = use_navigate();
    let location = use_location();
    Effect::new(move || {
        if account.phase() != Phase::SignedOut {
            return;
        }
        let target = if account.parting.get_untracked() == Some(Parting::SignedOut) {
            draft.forget();
            "/sign-in".to_owned()
        } else {
            let search = location.search.get_untracked();
            let mark = if search.is_empty() { "" } else { "?" };
            sign_in_from(&format!(
                "{}{mark}{search}",
                location.pathname.get_untracked()
            ))
        };
        let options = NavigateOptions {
            replace: true,
            ..NavigateOptions::default()
        };
        navigate(&target, options);
    });

    // Whether the pages were fetched; `None` while they are on their way.
    let there = RwSignal::new(None);
    spawn_local(async move {
        there.try_set(Some(later::fetch().await));
    });
    let phase = Memo::new(move |_| account.phase());
    view! {
        {move || match phase.get() {
            Phase::Unknown | Phase::SignedOut => waiting(),
            Phase::Unreachable(failure) => unreachable_server(account, failure),
            Phase::SignedIn => match there.get() {
                None => waiting(),
                Some(_) => later::pages(account, place).unwrap_or_else(incomplete),
            },
        }}
    }
    .into_any()
}

/// The frame without a name in it, while it is being found out whose it is.
fn waiting() -> AnyView {
    view! {
        <div class="user-shell">
            <header class="userbar"><div class="userbar-inner"><Brand name=words::PRODUCT/></div></header>
            <main id="main" class="user-main" tabindex="-1"><LoadingPage/></main>
        </div>
    }
    .into_any()
}

fn unreachable_server(account: Account, failure: crate::problems::Failure) -> AnyView {
    view! {
        <div class="user-shell">
            <header class="userbar"><div class="userbar-inner"><Brand name=words::PRODUCT/></div></header>
            <main id="main" class="user-main" tabindex="-1">
                <ErrorState message=failure.message next=failure.next code=failure.code
                    request_id=failure.request_id on_retry=move || account.try_again()/>
            </main>
        </div>
    }
    .into_any()
}

/// The rest of the app could not be fetched. A new version may be the cause, whose page names
/// other files: only loading the page anew helps against that.
fn incomplete() -> AnyView {
    let reload = move || {
        // It fails only where the page is on its way out.
        let _ = window().location().reload();
    };
    view! {
        <div class="user-shell">
            <header class="userbar"><div class="userbar-inner"><Brand name=words::PRODUCT/></div></header>
            <main id="main" class="user-main" tabindex="-1">
                <ErrorState message=portal::INCOMPLETE.to_owned() next=portal::INCOMPLETE_NEXT on_retry=reload/>
            </main>
        </div>
    }
    .into_any()
}

/// The frame with the page of the address in it.
pub(super) fn signed_in(account: Account, place: Memo<Place>) -> AnyView {
    let nav = vec![
        NavItem::new("/", portal::APPLICATIONS, Icon::Grid).exact(),
        NavItem::new("/profile", portal::PROFILE, Icon::User),
        NavItem::new("/security", portal::SECURITY, Icon::Shield),
    ];
    let menu = move || {
        vec![
            MenuItem::link(Icon::User, portal::PROFILE, "/profile"),
            MenuItem::link(Icon::Shield, portal::SECURITY, "/security"),
            MenuItem::action(Icon::Logout, portal::SIGN_OUT, move || sign_out(account)),
        ]
    };
    let page = move || match place.get() {
        Place::Profile => view! { <ProfilePage/> }.into_any(),
        Place::Security => view! { <SecurityPage/> }.into_any(),
        _ => view! { <ApplicationsPage/> }.into_any(),
    };
    // On the page where it is done, nothing has to lead there.
    let elsewhere = Signal::derive(move || place.get() != Place::Security);
    let person = account.part(|me| me.name.clone());
    let email = account.part(|me| me.email.clone());
    view! {
        <UserShell name=account.organization() nav=nav person=person email=email
            menu=Signal::derive(menu) notice=move || view! { {enrolment_notice(account)} {expiry_notice(account)} }>
            {page}
            {enrolment_prompt(account, elsewhere)}
        </UserShell>
    }
    .into_any()
}

fn sign_out(account: Account) {
    spawn_local(async move {
        if account.sign_out().await.is_err() {
            use_toasts().error(portal::STILL_SIGNED_IN);
        }
    });
}
