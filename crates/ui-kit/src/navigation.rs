//! Navigation, and where the current page is in it.

use leptos::prelude::*;
use leptos_router::hooks::use_location;

use crate::icon::{Icon, glyph};

/// An entry in a shell's navigation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NavItem {
    href: String,
    label: String,
    icon: Icon,
    exact: bool,
}

impl NavItem {
    /// An entry: the full path, text and icon. Current on its own path and all paths below it.
    #[must_use]
    pub fn new(href: impl Into<String>, label: impl Into<String>, icon: Icon) -> Self {
        Self {
            href: href.into(),
            label: label.into(),
            icon,
            exact: false,
        }
    }

    /// Current only on its own path, as for the start page.
    #[must_use]
    pub fn exact(mut self) -> Self {
        self.exact = true;
        self
    }

    fn is_current(&self, path: &str) -> bool {
        let (own, path) = (self.href.trim_end_matches('/'), path.trim_end_matches('/'));
        match path.strip_prefix(own) {
            Some("") => true,
            Some(rest) => !self.exact && rest.starts_with('/'),
            None => false,
        }
    }
}

/// The links of a navigation.
pub(crate) fn nav_links(items: Vec<NavItem>) -> AnyView {
    let path = use_location().pathname;
    let link = |item: NavItem| {
        let (href, icon, label) = (item.href.clone(), item.icon, item.label.clone());
        let hover = label.clone();
        let current = Memo::new(move |_| path.with(|path| item.is_current(path)));
        view! {
            <li>
                <a class="nav-link" href=href title=hover
                    aria-current=Signal::derive(move || current.get().then_some("page"))>
                    {glyph(icon, 20)}<span class="nav-text">{label}</span>
                </a>
            </li>
        }
    };
    view! { <ul class="nav-list">{items.into_iter().map(link).collect_view()}</ul> }.into_any()
}

/// The path from the start page to this page.
#[component]
pub fn Breadcrumb(
    /// The pages above: full path and text.
    items: Vec<(String, String)>,
    /// This page.
    #[prop(into)]
    current: Signal<String>,
) -> AnyView {
    let link = |(href, text): (String, String)| {
        view! { <li><a class="link quiet" href=href>{text}</a>{glyph(Icon::ChevronRight, 14)}</li> }
    };
    view! {
        <nav class="breadcrumb" aria-label="Breadcrumb">
            <ol>
                {items.into_iter().map(link).collect_view()}
                <li aria-current="page">{current}</li>
            </ol>
        </nav>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_is_current_on_its_path_and_below() {
        let users = NavItem::new("/admin/users", "Users", Icon::Users);
        assert!(users.is_current("/admin/users"));
        assert!(users.is_current("/admin/users/"));
        assert!(users.is_current("/admin/users/42"));
        assert!(!users.is_current("/admin/users-old"));
        assert!(!users.is_current("/admin"));
    }

    #[test]
    fn an_exact_entry_is_current_on_its_path_only() {
        let home = NavItem::new("/admin/", "Home", Icon::Home).exact();
        assert!(home.is_current("/admin"));
        assert!(home.is_current("/admin/"));
        assert!(!home.is_current("/admin/users"));
        assert!(
            NavItem::new("/", "Home", Icon::Home)
                .exact()
                .is_current("/")
        );
    }
}
