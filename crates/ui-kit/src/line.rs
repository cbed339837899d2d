//! A person or an object in two lines, with an image before them.

use leptos::prelude::*;

use crate::avatar::Avatar;
use crate::icon::{Icon, glyph};

/// A person's name above their address, with initials.
#[component]
pub fn PersonLine(
    /// The name.
    #[prop(into)]
    name: Signal<String>,
    /// The address, or another second line.
    #[prop(into)]
    email: Signal<String>,
    /// Makes the name the link of the row.
    #[prop(optional, into)]
    href: Option<String>,
    /// The ids of the elements that describe the row, such as its status.
    #[prop(optional, into)]
    described_by: Option<String>,
) -> AnyView {
    let text = match href {
        Some(href) => view! {
            <a class="row-link" data-noscroll="" href=href title=name aria-describedby=described_by>{name}</a>
        }
        .into_any(),
        None => view! { <span class="strong">{name}</span> }.into_any(),
    };
    view! {
        <span class="person">
            <Avatar name=name/>
            <span class="person-text">{text}<span class="person-email" title=email>{email}</span></span>
        </span>
    }
    .into_any()
}

/// An object's name above a note, with an icon: a session, a key, an application.
#[component]
pub fn IconLine(
    /// The icon of its kind.
    icon: Icon,
    /// Its name.
    #[prop(into)]
    title: Signal<String>,
    /// The second line.
    #[prop(optional, into)]
    note: Option<ViewFn>,
    /// Makes the name the link of the row.
    #[prop(optional, into)]
    href: Option<String>,
) -> AnyView {
    let text = match href {
        Some(href) => {
            view! { <a class="row-link" data-noscroll="" href=href title=title>{title}</a> }
                .into_any()
        }
        None => view! { <span class="strong">{title}</span> }.into_any(),
    };
    view! {
        <span class="person">
            <span class="line-icon">{glyph(icon, 22)}</span>
            <span class="person-text">
                {text}
                {note.map(|note| view! { <span class="person-email">{note.run()}</span> })}
            </span>
        </span>
    }
    .into_any()
}
