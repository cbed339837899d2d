//! A page's title, in the document and above the content.

use leptos::html::H1;
use leptos::prelude::*;

use crate::dom::{after_paint, live};
use crate::root::ui;

/// Sets the document's title while mounted, and then restores the previous one.
#[component]
pub fn Title(
    /// The subject of the page or panel, without the product's name.
    #[prop(into)]
    text: Signal<String>,
) -> AnyView {
    let titles = ui().titles;
    let mine = crate::dom::serial();
    titles.update(|all| all.push((mine, text)));
    on_cleanup(move || {
        titles.try_update(|all| all.retain(|(id, _)| *id != mine));
    });
    ().into_any()
}

/// The heading of a page with its actions. Sets the document's title. Takes focus when a person
/// comes from another page, so that screen readers announce the page.
#[component]
pub fn PageHeader(
    /// The heading.
    #[prop(into)]
    title: Signal<String>,
    /// One sentence below it.
    #[prop(optional, into)]
    lead: Signal<Option<String>>,
    /// Buttons at the end of the line.
    #[prop(optional, into)]
    actions: Option<ViewFn>,
) -> AnyView {
    let heading = NodeRef::<H1>::new();
    take_focus(heading);
    view! {
        <Title text=title/>
        <header class="page-header">
            <div class="page-header-text">
                <h1 tabindex="-1" node_ref=heading>{title}</h1>
                {live(move || lead.get().map(|lead| view! { <p class="page-lead">{lead}</p> }.into_any()))}
            </div>
            {actions.map(|actions| view! { <div class="actions">{actions.run()}</div> })}
        </header>
    }
    .into_any()
}

/// The column for a page's content.
#[component]
pub fn Page(
    /// The content.
    children: Children,
) -> AnyView {
    view! { <div class="page">{children()}</div> }.into_any()
}

/// Focuses the heading, unless this is the first page or a field already has focus.
pub(crate) fn take_focus(heading: NodeRef<H1>) {
    let pages = ui().pages;
    let first = pages.with_value(|n| *n == 0);
    pages.update_value(|n| *n += 1);
    if first {
        return;
    }
    after_paint(Box::new(move || {
        let Some(heading) = heading.try_get_untracked().flatten() else {
            return;
        };
        let busy = crate::dom::focused()
            .is_some_and(|it| matches!(&*it.tag_name(), "INPUT" | "SELECT" | "TEXTAREA"));
        if !busy {
            let _ = heading.focus();
        }
    }));
}
