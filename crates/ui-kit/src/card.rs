//! Boxes and headings that give a page its order.

use leptos::prelude::*;

use crate::icon::{Icon, glyph};

/// A raised box with one subject.
#[component]
pub fn Card(
    /// Its heading.
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
    /// A line at the foot, set apart.
    #[prop(optional, into)]
    foot: Option<ViewFn>,
    /// What is in it.
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

/// A part of a page or a panel under a heading of the second level.
#[component]
pub fn Section(
    /// Its heading.
    #[prop(into)]
    title: String,
    /// One sentence below the heading.
    #[prop(optional, into)]
    lead: Option<String>,
    /// Buttons at the end of the heading.
    #[prop(optional, into)]
    actions: Option<ViewFn>,
    /// What is in it.
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
