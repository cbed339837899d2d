//! The frame of the public pages.

use leptos::prelude::*;
use ui_kit::prelude::*;

use crate::branding::branding;
use crate::session;
use crate::settings::settings;
use crate::words::public_page as words;

/// A page under the organization's name, if known, with the contact for help.
#[component]
pub fn PublicPage(
    /// The organization's name, if the page knows it from somewhere other than the public API.
    #[prop(optional, into)]
    name: Signal<Option<String>>,
    /// The heading: a question or a step.
    #[prop(into)]
    title: Signal<String>,
    /// One sentence below it.
    #[prop(optional, into)]
    lead: Signal<Option<String>>,
    /// Links below the form.
    #[prop(optional, into)]
    foot: Option<ViewFn>,
    /// The form.
    children: Children,
) -> AnyView {
    session::ask_server();
    let public = session::organization();
    let name = Signal::derive(move || name.get().unwrap_or_else(|| public.get()));
    let foot = move || view! { {foot.as_ref().map(ViewFn::run)} {help_text()} {help()} };
    view! {
        <SignInShell name=name title=title lead=lead foot=foot>
            {children()}
        </SignInShell>
    }
    .into_any()
}

/// Shown until it is known which page follows: the sign-in page, or one behind it. Looks like the
/// static page that was painted before (`index.html`), so that the layout does not shift.
pub fn starting() -> AnyView {
    session::ask_server();
    view! {
        <div class="signin-shell" aria-busy="true">
            <header class="signin-name"><Brand name=session::organization()/></header>
            <main id="main" class="center" tabindex="-1"><Spinner/></main>
        </div>
    }
    .into_any()
}

/// Where people get help, in the organization's words. Plain text without links.
fn help_text() -> AnyView {
    let branding = branding();
    (move || {
        branding.with(|now| now.help_text.clone()).map(|text| {
            let lines = text.lines().map(|line| view! { <p>{line.to_owned()}</p> });
            view! { <div class="signin-help">{lines.collect_view()}</div> }
        })
    })
    .into_any()
}

/// The contact address, if the organization has one.
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

/// The account that a form belongs to.
pub(crate) fn account_line(email: String) -> AnyView {
    view! {
        <div class="signin-as">
            <Avatar name=email.clone()/>
            <span class="truncate grow"><span class="hidden">{words::ACCOUNT}": "</span>{email}</span>
        </div>
    }
    .into_any()
}
