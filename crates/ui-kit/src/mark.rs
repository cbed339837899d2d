//! The mark of an application: a letter on a color.

use leptos::prelude::*;
use rules::application::IconColor;

use crate::dom::text;

/// An application's letter on its color. Decorative: the name is next to it.
#[component]
pub fn Mark(
    /// The letter, or two.
    #[prop(into)]
    letter: Signal<String>,
    /// The color.
    #[prop(into)]
    color: Signal<IconColor>,
    /// Larger, for a card and the header of a panel.
    #[prop(optional)]
    large: bool,
) -> AnyView {
    let size = if large { " large" } else { "" };
    view! {
        // Drawn by the style sheet, so that the letter is not part of the accessible name around it.
        <span class=text(move || format!("mark {}{size}", color.get().as_str())) aria-hidden="true"
            data-letter=letter></span>
    }
    .into_any()
}

/// An application's name above a note, with its mark.
#[component]
pub fn MarkLine(
    /// The letter of the mark.
    #[prop(into)]
    letter: String,
    /// The color of the mark.
    color: IconColor,
    /// The name.
    #[prop(into)]
    name: String,
    /// The second line.
    #[prop(optional, into)]
    note: Option<String>,
    /// Makes the name the link of the row.
    #[prop(optional, into)]
    href: Option<String>,
    /// The ids of the elements that describe the row, such as its status.
    #[prop(optional, into)]
    described_by: Option<String>,
) -> AnyView {
    let title = name.clone();
    let name = match href {
        Some(href) => view! {
            <a class="row-link" data-noscroll="" href=href title=title aria-describedby=described_by>{name}</a>
        }
        .into_any(),
        None => view! { <span class="strong" title=title>{name}</span> }.into_any(),
    };
    view! {
        <span class="person">
            <Mark letter=letter color=color/>
            <span class="person-text">
                {name}
                {note.map(|note| view! { <span class="person-email" title=note.clone()>{note.clone()}</span> })}
            </span>
        </span>
    }
    .into_any()
}
