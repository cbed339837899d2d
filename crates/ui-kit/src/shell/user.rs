//! The User Portal's frame: a bar at the top, one column below.

use leptos::prelude::*;

use super::account_menu::account_menu;
use super::skip_link;
use crate::avatar::Brand;
use crate::menu::MenuItem;
use crate::navigation::{NavItem, nav_links};
use crate::words;

/// The User Portal's frame. On phones the navigation is at the bottom, in reach of the thumb.
#[component]
pub fn UserShell(
    /// The organization's name.
    #[prop(into)]
    name: Signal<String>,
    /// The navigation.
    nav: Vec<NavItem>,
    /// The user's name.
    #[prop(into)]
    person: Signal<String>,
    /// The user's email address.
    #[prop(into)]
    email: Signal<String>,
    /// The entries of the account menu. The last one signs out.
    #[prop(into)]
    menu: Signal<Vec<MenuItem>>,
    /// A line above the page, such as a password that expires soon.
    #[prop(optional, into)]
    notice: Option<ViewFn>,
    /// The page.
    children: Children,
) -> AnyView {
    view! {
        {skip_link()}
        <div class="user-shell">
            <header class="userbar">
                <div class="userbar-inner">
                    <Brand name=name/>
                    <nav class="usernav" aria-label=words::MAIN_NAVIGATION>{nav_links(nav)}</nav>
                    {account_menu(person, email, menu)}
                </div>
            </header>
            <main id="main" class="user-main" tabindex="-1">
                {notice.map(|notice| notice.run())}
                {children()}
            </main>
        </div>
    }
    .into_any()
}
