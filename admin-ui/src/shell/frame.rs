//! Navigation, the bar at the top, and the page.

use leptos::prelude::*;
use portal_kit::factors::StepUpDialog;
use rules::mfa::MfaStatus;
use rules::role::Permission;
use ui_kit::prelude::*;

use super::go_to::GoTo;
use super::pages;
use crate::address::{
    ACCOUNT, ADMINISTRATORS, APPLICATIONS, EVENTS, GROUPS, HOME, SETTINGS, USERS,
};
use crate::route::Route;
use crate::session;
use crate::words::{PRODUCT, mfa, shell as words};

/// The frame around the page.
#[component]
pub fn Frame(
    /// The page.
    route: Memo<Route>,
) -> AnyView {
    let of_me = |get: fn(&contract::me::AdministratorMe) -> &String| {
        Signal::derive(move || session::me().map(|me| get(&me).clone()).unwrap_or_default())
    };
    let mut nav = vec![
        NavItem::new(HOME, words::HOME, Icon::Home).exact(),
        NavItem::new(USERS, words::USERS, Icon::Users),
    ];
    if session::may(Permission::GroupsRead) {
        nav.push(NavItem::new(GROUPS, words::GROUPS, Icon::Group));
    }
    if session::may(Permission::ApplicationsRead) {
        nav.push(NavItem::new(APPLICATIONS, words::APPLICATIONS, Icon::Grid));
    }
    nav.extend([
        NavItem::new(ADMINISTRATORS, words::ADMINISTRATORS, Icon::ShieldUser),
        NavItem::new(EVENTS, words::EVENTS, Icon::List),
        NavItem::new(SETTINGS, words::SETTINGS, Icon::Settings),
    ]);
    let menu = || {
        vec![
            MenuItem::link(Icon::User, words::ACCOUNT, ACCOUNT),
            MenuItem::action(Icon::Logout, words::SIGN_OUT, || {
                leave(portal_kit::session::sign_out)
            }),
        ]
    };
    pages::fetch_the_others();
    view! {
        <AdminShell name=PRODUCT organization=of_me(|me| &me.organization_name) nav=nav
            search=|| view! { <GoTo/> }
            person=of_me(|me| &me.name) email=of_me(|me| &me.email) menu=menu notice=must_enroll>
            {move || pages::page(route.get())}
        </AdminShell>
        <StepUpDialog/>
    }
    .into_any()
}

/// The notice while MFA is required and not set up.
fn must_enroll() -> AnyView {
    let by = || {
        let mfa = session::me()?.mfa;
        mfa.enroll_by
            .filter(|_| mfa.status == MfaStatus::EnrollmentPeriod)
    };
    (move || {
        by().map(|by| {
            let text = move || mfa::own_notice(&date(by.into()));
            view! {
                <Notice tone=Tone::Warn>
                    {text}" "<TextLink href=ACCOUNT>{mfa::NOTICE_NOW}</TextLink>
                </Notice>
            }
        })
    })
    .into_any()
}
