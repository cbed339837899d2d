//! Undoing a change of the company email, with the link that was sent to the previous address.

use contract::company_email::EmailRestored;
use contract::links::LinkToken;
use leptos::prelude::*;
use portal_kit::api::{api, run};
use portal_kit::links::use_token;
use portal_kit::public_page::PublicPage;
use portal_kit::session;
use portal_kit::words::links as link_words;
use ui_kit::prelude::*;

use crate::link_state::{LinkState, begin_again, same_link};
use crate::words::company_email as words;

/// The page that the link in the email to the previous address opens.
#[component]
pub fn UndoEmailChangePage() -> AnyView {
    let token = use_token();
    let state = RwSignal::new(LinkState::Opened);
    begin_again(token, state);
    let undo = move || undo(state, token);
    let title = move || match state.get() {
        LinkState::Done(done) if done.restored => words::UNDONE_TITLE,
        LinkState::Done(_) => words::NOT_RESTORED_TITLE,
        LinkState::Unusable => link_words::UNUSABLE_TITLE,
        _ => words::UNDO_TITLE,
    };
    let content = move || match state.get() {
        LinkState::Opened if token.with(String::is_empty) => view! {
            <div class="prose"><p>{words::OPEN_AGAIN}</p></div>
        }
        .into_any(),
        LinkState::Opened => view! {
            <div class="prose"><p>{words::UNDO_LEAD}</p></div>
            <Button full=true on_click=undo>{words::UNDO}</Button>
        }
        .into_any(),
        LinkState::Working => view! { <Skeleton lines=2/> }.into_any(),
        LinkState::Done(done) if done.restored => view! {
            <div class="prose" role="status"><p>{words::undone(&done.email)}</p></div>
            <LinkButton href="/forgot-password" full=true>{words::RESET}</LinkButton>
        }
        .into_any(),
        LinkState::Done(done) => view! {
            <div class="prose" role="alert"><p>{words::not_restored(&done.email)}</p></div>
        }
        .into_any(),
        LinkState::Unusable => view! {
            <div class="prose" role="alert"><p>{words::UNDO_UNUSABLE}</p></div>
        }
        .into_any(),
        LinkState::Failed(why) => view! {
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

fn undo(state: RwSignal<LinkState<EmailRestored>>, token: Memo<String>) {
    state.set(LinkState::Working);
    let is_shown = same_link(token);
    let body = LinkToken {
        token: token.get_untracked(),
    };
    run(
        async move { api().undo_email_change(&body).await },
        move |answer| {
            let now = match answer {
                Ok(done) => {
                    // Every session of the account has ended, also one of this browser.
                    session::leave(None);
                    if done.restored {
                        session::email().set(done.email.clone());
                    }
                    LinkState::Done(done)
                }
                Err(error) => error.into(),
            };
            if is_shown() {
                state.set(now);
            }
        },
    );
}
