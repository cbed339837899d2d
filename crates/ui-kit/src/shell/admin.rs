//! The Admin Portal's frame: navigation at the left, a bar at the top.

use leptos::html;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

use super::account_menu::account_menu;
use super::skip_link;
use crate::avatar::Brand;
use crate::dom::{after_paint, focus_first, trap_tab, yes_no};
use crate::icon::{Icon, glyph};
use crate::menu::MenuItem;
use crate::navigation::{NavItem, nav_links};
use crate::words;

/// The `localStorage` key that records that the navigation is collapsed.
const NARROW_KEY: &str = "latchkey-nav";

/// The Admin Portal's frame.
#[component]
pub fn AdminShell(
    /// The product's name, above the navigation.
    #[prop(into)]
    name: Signal<String>,
    /// The organization's name, in the bar.
    #[prop(into)]
    organization: Signal<String>,
    /// The navigation.
    nav: Vec<NavItem>,
    /// The global search, in the bar.
    #[prop(optional, into)]
    search: Option<ViewFn>,
    /// The administrator's name.
    #[prop(into)]
    person: Signal<String>,
    /// The administrator's email address.
    #[prop(into)]
    email: Signal<String>,
    /// The entries of the account menu. The last one signs out.
    #[prop(into)]
    menu: Signal<Vec<MenuItem>>,
    /// A line above the page, for notices that concern every page.
    #[prop(optional, into)]
    notice: Option<ViewFn>,
    /// The page.
    children: Children,
) -> AnyView {
    let store = window().local_storage().ok().flatten();
    let narrow = RwSignal::new(
        store.is_some_and(|store| store.get_item(NARROW_KEY).ok().flatten().is_some()),
    );
    // On phones the navigation is a drawer.
    let open = RwSignal::new(false);
    let side = NodeRef::<html::Nav>::new();
    let opener = NodeRef::<html::Button>::new();
    let shut = move || {
        open.set(false);
        if let Some(opener) = opener.get_untracked() {
            let _ = opener.focus();
        }
    };
    let path = use_location().pathname;
    Effect::new(move || {
        path.track();
        open.set(false);
    });
    Effect::new(move || {
        if open.get() {
            after_paint(Box::new(move || {
                if let Some(side) = side.try_get_untracked().flatten() {
                    focus_first(&side, "a");
                }
            }));
        }
    });
    let collapse = move |_| {
        narrow.update(|on| *on = !*on);
        if let Some(store) = window().local_storage().ok().flatten() {
            let _ = if narrow.get_untracked() {
                store.set_item(NARROW_KEY, "narrow")
            } else {
                store.remove_item(NARROW_KEY)
            };
        }
    };
    let collapse_label = move || {
        if narrow.get() {
            words::EXPAND
        } else {
            words::COLLAPSE
        }
    };
    view! {
        {skip_link()}
        <div class="admin-shell" class:narrow=narrow>
            <header class="topbar">
                <button class="icon-button only-phone" type="button" aria-label=words::MENU node_ref=opener
                    aria-expanded=yes_no(open)
                    on:click=move |_| open.set(true)>
                    {glyph(Icon::Menu, 20)}
                </button>
                <div class="topbar-search grow">{search.map(|search| search.run())}</div>
                <span class="topbar-org only-wide">
                    {glyph(Icon::Building, 16)}<span class="truncate">{organization}</span>
                </span>
                {account_menu(person, email, menu)}
            </header>
            <div class="scrim side-scrim" class:open=open on:click=move |_| shut()></div>
            <nav class="sidenav" class:open=open aria-label=words::MAIN_NAVIGATION node_ref=side
                on:keydown=move |event| {
                    if !open.get_untracked() {
                        return;
                    }
                    if event.key() == "Escape" {
                        shut();
                    } else if let Some(side) = side.get_untracked() {
                        trap_tab(&side, &event);
                    }
                }>
                <div class="sidenav-head"><Brand name=name/></div>
                {nav_links(nav)}
                <button class="nav-link nav-collapse only-wide" type="button" on:click=collapse
                    title=collapse_label aria-label=collapse_label>
                    {glyph(Icon::Sidebar, 20)}<span class="nav-text" aria-hidden="true">{collapse_label}</span>
                </button>
            </nav>
            <main id="main" class="admin-main" tabindex="-1">
                {notice.map(|notice| notice.run())}
                {children()}
            </main>
        </div>
    }
    .into_any()
}
