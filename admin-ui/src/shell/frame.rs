//! Navigation, the bar at the top, and the page in between.

use leptos::prelude::*;
use rules::mfa::MfaStatus;
use ui_kit::prelude::*;

use super::go_to::GoTo;
use crate::address::{ACCOUNT, ADMINISTRATORS, EVENTS, HOME, SETTINGS, USERS};
use crate::place::Place;
use crate::words::{PRODUCT, mfa, shell as words};
use crate::{administrators, events, home, me, organization, session, users};

/// The frame with the page of the address in it.
#[component]
pub fn Frame(
    /// The page.
    place: Memo<Place>,
) -> AnyView {
    let of_me = |get: fn(&contract::me::AdministratorMe) -> &String| {
        Signal::derive(move || session::me().map(|me| get(&me).clone()).unwrap_or_default())
    };
    let nav = vec![
        NavItem::new(HOME, words::HOME, Icon::Home).exact(),
        NavItem::new(USERS, words::USERS, Icon::Users),
        NavItem::new(ADMINISTRATORS, words::ADMINISTRATORS, Icon::ShieldUser),
        NavItem::new(EVENTS, words::EVENTS, Icon::List),
        NavItem::new(SETTINGS, words::SETTINGS, Icon::Settings),
    ];
    let menu = || {
        vec![
            MenuItem::link(Icon::User, words::ACCOUNT, ACCOUNT),
            MenuItem::action(Icon::Logout, words::SIGN_OUT, || {
                leave(portal_kit::session::sign_out)
            }),
        ]
    };
    view! {
        <AdminShell name=PRODUCT organization=of_me(|me| &me.organization_name) nav=nav
            search=|| view! { <GoTo/> }
            person=of_me(|me| &me.name) email=of_me(|me| &me.email) menu=menu notice=must_enrol>
            {move || page(place.get())}
        </AdminShell>
    }
    .into_any()
}

/// While a second factor is required and there is none.
fn must_enrol() -> AnyView {
    let by = || {
        let mfa = session::me()?.mfa;
        mfa.enrol_by
            .filter(|_| mfa.status == MfaStatus::EnrolmentPeriod)
    };
    (move || {
        by().map(|by| {
            let text = move || mfa::own_notice(&relative(by.into()));
            view! {
                <Notice tone=Tone::Warn>
                    {text}" "<TextLink href=ACCOUNT>{mfa::NOTICE_NOW}</TextLink>
                </Notice>
            }
        })
    })
    .into_any()
}

fn page(place: Place) -> AnyView {
    match place {
        Place::Home => view! { <home::HomePage/> }.into_any(),
        Place::Users => view! { <users::UsersPage/> }.into_any(),
        Place::Administrators => view! { <administrators::AdministratorsPage/> }.into_any(),
        Place::Events => view! { <events::EventsPage/> }.into_any(),
        Place::Settings => view! { <organization::SettingsPage/> }.into_any(),
        Place::Account => view! { <me::AccountPage/> }.into_any(),
        _ => view! { <NotFound home=HOME/> }.into_any(),
    }
}
