//! The frame of pages for whoever is not signed in.

use leptos::prelude::*;
use ui_kit::prelude::*;

use crate::account::{Account, use_account};
use crate::words;

/// A page in the name of the organization, as far as it is known, that says whom to ask.
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
    /// The ways out.
    #[prop(into)]
    foot: ViewFn,
    /// The form.
    children: Children,
) -> AnyView {
    let account = use_account();
    account.ask_server();
    let public = account.organization();
    let name = Signal::derive(move || name.get().unwrap_or_else(|| public.get()));
    let foot = move || view! { {foot.run()} {help(account)} };
    view! {
        <SignInShell name=name title=title lead=lead foot=foot>
            {children()}
        </SignInShell>
    }
    .into_any()
}

/// Whom to write to, where the organization says so.
pub fn help(account: Account) -> AnyView {
    let contact = account.contact();
    let line = move |email: String| {
        let href = format!("mailto:{email}");
        view! {
            <p class="muted">
                {words::NEED_HELP}" "<a class="link" href=href>{email}</a>
            </p>
        }
    };
    view! { {move || contact.get().map(line)} }.into_any()
}
