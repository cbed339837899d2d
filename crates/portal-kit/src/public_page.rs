//! The frame of pages for people who are not signed in.

use leptos::prelude::*;
use ui_kit::prelude::*;

use crate::session;
use crate::settings::settings;
use crate::words::public_page as words;

/// A page in the organization's name, as far as it is known, that says whom to ask for help.
#[component]
pub fn PublicPage(
    /// The organization's name, where the page knows more than the server tells everybody.
    #[prop(optional, into)]
    name: Signal<Option<String>>,
    /// The question or the step.
    #[prop(into)]
    title: Signal<String>,
    /// One sentence below it.
    #[prop(optional, into)]
    lead: Signal<Option<String>>,
    /// Links to other pages, below the form.
    #[prop(optional, into)]
    foot: Option<ViewFn>,
    /// The form.
    children: Children,
) -> AnyView {
    session::ask_server();
    let public = session::organization();
    let name = Signal::derive(move || name.get().unwrap_or_else(|| public.get()));
    let foot = move || view! { {foot.as_ref().map(ViewFn::run)} {help()} };
    view! {
        <SignInShell name=name title=title lead=lead foot=foot>
            {children()}
        </SignInShell>
    }
    .into_any()
}

/// Whom to write to, where the organization says so.
pub fn help() -> Option<AnyView> {
    if !settings().words.shows_contact {
        return None;
    }
    let contact = session::contact();
    let line = move |email: String| {
        let href = format!("mailto:{email}");
        view! {
            <p class="muted">
                {words::NEED_HELP}" "<a class="link" href=href>{email}</a>
            </p>
        }
    };
    Some(view! { {move || contact.get().map(line)} }.into_any())
}

/// The account that a form is about.
pub(crate) fn account_line(email: String) -> AnyView {
    view! {
        <div class="signin-as">
            <Avatar name=email.clone()/>
            <span class="truncate grow"><span class="hidden">{words::ACCOUNT}": "</span>{email}</span>
        </div>
    }
    .into_any()
}
