//! The menu that a person's initials open.

use leptos::prelude::*;

use crate::avatar::{Avatar, initials};
use crate::icon::Icon;
use crate::menu::{Menu, MenuItem};
use crate::theme::{Theme, use_theme};
use crate::words;

/// The app's entries. Inserts those for the theme before the last one, which signs out.
pub(super) fn account_menu(
    person: Signal<String>,
    email: Signal<String>,
    menu: Signal<Vec<MenuItem>>,
) -> AnyView {
    let items = move || {
        let mut items = vec![
            MenuItem::heading(format!("{} {}", words::SIGNED_IN_AS, person.get())),
            MenuItem::heading(email.get()),
        ];
        let mut own = menu.get();
        let last = own.pop();
        if !own.is_empty() {
            items.append(&mut own);
            items.push(MenuItem::separator());
        }
        let theme = use_theme();
        items.push(MenuItem::heading(words::THEME));
        for (icon, text, choice) in [
            (Icon::Monitor, words::THEME_SYSTEM, Theme::System),
            (Icon::Sun, words::THEME_LIGHT, Theme::Light),
            (Icon::Moon, words::THEME_DARK, Theme::Dark),
        ] {
            let on = theme.choice() == choice;
            items.push(MenuItem::action(icon, text, move || theme.set(choice)).checked(on));
        }
        if let Some(last) = last {
            items.push(MenuItem::separator());
            items.push(last);
        }
        items
    };
    // The visible initials are part of the name, for people who use speech input.
    let label = move || person.with(|name| format!("Account of {name} ({})", initials(name)));
    view! { <Menu label=label items=items trigger=move || view! { <Avatar name=person/> }/> }
        .into_any()
}
