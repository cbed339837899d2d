//! Boxes and headings that structure a page.

use leptos::prelude::*;

use crate::icon::{Icon, glyph};

/// A raised box about one subject.
#[component]
pub fn Card(
    /// The heading.
    #[prop(optional, into)]
    title: Option<String>,
    /// One sentence below the heading.
    #[prop(optional, into)]
    lead: Option<String>,
    /// An icon before the heading.
    #[prop(optional)]
    icon: Option<Icon>,
    /// Buttons at the end of the heading.
    #[prop(optional, into)]
    actions: Option<ViewFn>,
    /// A footer line, set apart.
    #[prop(optional, into)]
    foot: Option<ViewFn>,
    /// The content.
    children: Children,
) -> AnyView {
    view! {
        <section class="card">
            {head("card", title, lead, icon, actions)}
            <div class="card-body">{children()}</div>
            {foot.map(|foot| view! { <div class="card-foot">{foot.run()}</div> })}
        </section>
    }
    .into_any()
}

/// A section of a page or panel under a second-level heading.
#[component]
pub fn Section(
    /// The heading.
    #[prop(into)]
    title: String,
    /// One sentence below the heading.
    #[prop(optional, into)]
    lead: Option<String>,
    /// Buttons at the end of the heading.
    #[prop(optional, into)]
    actions: Option<ViewFn>,
    /// The content.
    children: Children,
) -> AnyView {
    view! {
        <section class="section">
            {head("section", Some(title), lead, None, actions)}
            {children()}
        </section>
    }
    .into_any()
}

fn head(
    kind: &'static str,
    title: Option<String>,
    lead: Option<String>,
    icon: Option<Icon>,
    actions: Option<ViewFn>,
) -> Option<AnyView> {
    let title = title?;
    Some(
        view! {
            <header class=format!("{kind}-head")>
                {icon.map(|icon| view! { <span class="card-icon">{glyph(icon, 20)}</span> })}
                <div class="head-text">
                    <h2>{title}</h2>
                    {lead.map(|lead| view! { <p class="muted">{lead}</p> })}
                </div>
                {actions.map(|actions| view! { <div class="actions">{actions.run()}</div> })}
            </header>
        }
        .into_any(),
    )
}
