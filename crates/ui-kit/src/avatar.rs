//! A person's initials, and the product's mark or the organization's logo.

use leptos::prelude::*;

use crate::root::ui;

/// Initials in a circle. Decorative: the name is next to it.
#[component]
pub fn Avatar(
    /// The name, or an email address.
    #[prop(into)]
    name: Signal<String>,
    /// Larger, for the header of a panel.
    #[prop(optional)]
    large: bool,
) -> AnyView {
    view! {
        // Drawn by the style sheet, so that the initials are not part of the accessible name around
        // them.
        <span class="avatar" class:large=large aria-hidden="true"
            data-initials=move || name.with(|name| initials(name))>
        </span>
    }
    .into_any()
}

/// The first letters of the first and last words.
pub(crate) fn initials(name: &str) -> String {
    let local = name.split('@').next().unwrap_or(name);
    let mut words = local
        .split(|c: char| c.is_whitespace() || c == '.' || c == '_')
        .filter_map(|word| word.chars().find(|c| c.is_alphanumeric()));
    let first = words.next();
    let last = words.next_back();
    first
        .into_iter()
        .chain(last)
        .flat_map(char::to_uppercase)
        .collect()
}

/// The product's mark, or the organization's logo, next to a name.
#[component]
pub fn Brand(
    /// The organization's or the product's name.
    #[prop(into)]
    name: Signal<String>,
) -> AnyView {
    let logo = ui().logo;
    let picture = move || match logo.get() {
        // Decorative: the name is next to it.
        Some(address) => view! { <img class="brand-logo" src=address alt=""/> }.into_any(),
        None => mark(),
    };
    view! { <span class="brand">{picture}<span class="brand-name">{name}</span></span> }.into_any()
}

fn mark() -> AnyView {
    view! {
        <svg class="brand-mark" viewBox="0 0 32 32" width="28" height="28" aria-hidden="true" focusable="false">
            <rect class="brand-plate" x="1" y="1" width="30" height="30" rx="8"></rect>
            <path class="brand-key" d="M16 7a5.200 5.200 0 0 0-2.700 9.650L11.800 25h8.400l-1.500-8.350A5.200 5.200 0 0 0 16 7Z"></path>
        </svg>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::initials;

    #[test]
    fn initials_of_names_and_addresses() {
        assert_eq!(initials("Ada Lovelace"), "AL");
        assert_eq!(initials("Ada King of Lovelace"), "AL");
        assert_eq!(initials("ada.lovelace@example.com"), "AL");
        assert_eq!(initials("ada@example.com"), "A");
        assert_eq!(initials("  élodie  ßeta "), "ÉSS");
        assert_eq!(initials(""), "");
    }
}
