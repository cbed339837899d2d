//! Undoing a change of the company email, with the link that was sent to the previous address.

use contract::company_email::UndoEmailChange;
use leptos::prelude::*;
use portal_kit::api::{api, run};
use portal_kit::failure::explain;
use portal_kit::links::{is_unusable, use_token};
use portal_kit::public_page::PublicPage;
use portal_kit::session;
use portal_kit::words::links as link_words;
use ui_kit::prelude::*;

use crate::words::company_email as words;

#[derive(Clone, PartialEq)]
enum State {
    /// The link was opened, and nothing has happened.
    Opened,
    /// The change is being undone.
    Working,
    /// This is the address again.
    Done(String),
    /// The link was used or has expired.
    Unusable,
    /// Why it did not work.
    Failed(String),
}

/// The page that the link in the email to the previous address opens.
#[component]
pub fn UndoEmailChangePage() -> AnyView {
    let token = use_token();
    let state = RwSignal::new(State::Opened);
    let undo = move || undo(state, token.get_untracked());
    let title = move || match state.get() {
        State::Done(_) => words::UNDONE_TITLE,
        State::Unusable => link_words::UNUSABLE_TITLE,
        _ => words::UNDO_TITLE,
    };
    let content = move || match state.get() {
        State::Opened if token.with(String::is_empty) => view! {
            <div class="prose"><p>{words::OPEN_AGAIN}</p></div>
        }
        .into_any(),
        State::Opened => view! {
            <div class="prose"><p>{words::UNDO_LEAD}</p></div>
            <Button full=true on_click=undo>{words::UNDO}</Button>
        }
        .into_any(),
        State::Working => view! { <Skeleton lines=2/> }.into_any(),
        State::Done(email) => view! {
            <div class="prose" role="status"><p>{words::undone(&email)}</p></div>
            <LinkButton href="/forgot-password" full=true>{words::RESET}</LinkButton>
        }
        .into_any(),
        State::Unusable => view! {
            <div class="prose" role="alert"><p>{words::UNDO_UNUSABLE}</p></div>
        }
        .into_any(),
        State::Failed(why) => view! {
            <Notice tone=Tone::Danger live=true>{why}</Notice>
            <Button full=true on_click=undo>{crate::words::RETRY}</Button>
        }
        .into_any(),
    };
    let foot =
        || view! { <TextLink href="/sign-in">{link_words::TO_SIGN_IN}</TextLink> }.into_any();
    view! {
        <PublicPage title=move || title().to_owned() foot=foot>{content}</PublicPage>
    }
    .into_any()
}

fn undo(state: RwSignal<State>, token: String) {
    state.set(State::Working);
    let body = UndoEmailChange { token };
    run(
        async move { api().undo_email_change(&body).await },
        move |answer| {
            state.try_set(match answer {
                Ok(restored) => {
                    // Every session of the account has ended, also one of this browser.
                    session::leave(None);
                    session::email().set(restored.email.clone());
                    State::Done(restored.email)
                }
                Err(error) if is_unusable(&error) => State::Unusable,
                Err(error) => State::Failed(explain(&error)),
            });
        },
    );
}
