//! A single column in the middle, for sign-in, reset and activation.

use leptos::html::H1;
use leptos::prelude::*;

use crate::avatar::{Avatar, Brand};
use crate::dom::{after_paint, focused, live};
use crate::page::Title;
use crate::words;

/// One question in a column of 400 px.
#[component]
pub fn SignInShell(
    /// The organization's or the product's name, at the top.
    #[prop(into)]
    name: Signal<String>,
    /// The question or the step, as the page's heading.
    #[prop(into)]
    title: Signal<String>,
    /// One sentence below the heading.
    #[prop(optional, into)]
    lead: Signal<Option<String>>,
    /// Links at the bottom.
    #[prop(optional, into)]
    foot: Option<ViewFn>,
    /// The form.
    children: Children,
) -> AnyView {
    let heading = NodeRef::<H1>::new();
    // If a new step has no field that takes focus, the heading takes it, so that it is announced.
    Effect::new(move |before: Option<String>| {
        let now = title.get();
        if before.is_some_and(|before| before != now) {
            after_paint(Box::new(move || {
                if focused().is_none()
                    && let Some(heading) = heading.try_get_untracked().flatten()
                {
                    let _ = heading.focus();
                }
            }));
        }
        now
    });
    view! {
        <Title text=title/>
        <div class="signin-shell">
            <header class="signin-name"><Brand name=name/></header>
            <main id="main" class="signin-main" tabindex="-1">
                <div class="signin-head">
                    <h1 tabindex="-1" node_ref=heading>{title}</h1>
                    {live(move || lead.get().map(|lead| view! { <p class="muted">{lead}</p> }.into_any()))}
                </div>
                {children()}
            </main>
            {foot.map(|foot| view! { <footer class="signin-foot">{foot.run()}</footer> })}
        </div>
    }
    .into_any()
}

/// The email entered in the previous step, with a button to change it.
#[component]
pub fn SignInAs(
    /// The email address typed.
    #[prop(into)]
    email: Signal<String>,
    /// Returns to the email step.
    #[prop(into)]
    on_change: Callback<()>,
) -> AnyView {
    view! {
        <div class="signin-as">
            <Avatar name=email/>
            <span class="truncate grow">{email}</span>
            <button class="link" type="button" on:click=move |_| on_change.run(())>{words::NOT_YOU}</button>
        </div>
    }
    .into_any()
}
