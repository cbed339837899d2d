//! The signed-in person's sessions.

use contract::page::Page;
use contract::sessions::Session;
use leptos::prelude::*;
use ui_kit::prelude::*;

use super::Reload;
use super::device_line::{device_line, named};
use crate::api::{api, run};
use crate::confirm::was_there;
use crate::failure;
use crate::fetched::Fetched;
use crate::sending::Sending;
use crate::words::me as words;

/// The person's sessions.
#[component]
pub fn SessionsCard(
    /// Reloads the cards of the page.
    reload: Reload,
) -> AnyView {
    let sessions = Fetched::<Page<Session>>::new();
    let load = move || sessions.load(async { api().my_sessions().await });
    reload.on(load);
    let asking = RwSignal::new(false);
    let others = Memo::new(move |_| {
        sessions.value.with(|page| {
            let items = page.iter().flat_map(|page| &page.items);
            items.filter(|session| !session.current).count()
        })
    });
    let actions = move || {
        (others.get() > 0).then(|| {
            view! {
                <Button variant=ButtonVariant::Secondary small=true
                    on_click=move || asking.set(true)>
                    {words::END_OTHERS}
                </Button>
            }
        })
    };
    let list = move || match (sessions.value.get(), sessions.failure.get()) {
        (Some(page), _) => view! {
            <ul class="log" id="sessions" tabindex="-1">
                {page.items.into_iter().map(|session| line(session, reload)).collect_view()}
            </ul>
        }
        .into_any(),
        (None, Some(error)) => failure::notice(&error, load),
        (None, None) => view! { <Skeleton lines=3/> }.into_any(),
    };
    view! {
        <Card title=words::SESSIONS lead=words::SESSIONS_LEAD icon=Icon::Monitor
            actions=move || view! { {actions} }>
            {list}
        </Card>
        {end_others(reload, asking, others)}
    }
    .into_any()
}

/// A session of a list, with its actions.
pub fn session_line(session: Session, actions: AnyView) -> AnyView {
    let facts = view! {
        <span>{words::LAST_USED}" "<RelativeTime at=session.last_used_at/></span>
        <span>{words::SIGNED_IN}" "<RelativeTime at=session.created_at/></span>
        <span class="mono">{session.address}</span>
    };
    device_line(&session.device, session.current, facts.into_any(), actions)
}

fn line(session: Session, reload: Reload) -> AnyView {
    let label = words::end_session(&named(&session.device));
    let id = session.id;
    let busy = RwSignal::new(false);
    let end = move || {
        busy.set(true);
        run(
            async move { was_there(api().end_my_session(id).await) },
            move |answer| {
                busy.try_set(false);
                match answer {
                    Ok(was_there) => reload.after_removal(
                        was_there,
                        words::ENDED,
                        words::ALREADY_ENDED,
                        "#sessions",
                    ),
                    Err(error) => failure::toast(&error),
                }
            },
        );
    };
    let button = (!session.current).then(|| {
        view! {
            <Button variant=ButtonVariant::Secondary small=true busy=busy on_click=end>
                {line_text(words::END, label)}
            </Button>
        }
    });
    session_line(session, button.into_any())
}

fn end_others(reload: Reload, asking: RwSignal<bool>, others: Memo<usize>) -> AnyView {
    let form = Sending::new();
    let confirm = move || {
        form.send(
            async { api().end_my_other_sessions().await },
            move |ended| {
                asking.try_set(false);
                use_toasts().ok(words::others_ended(ended.ended));
                reload.run();
            },
        );
    };
    view! {
        <ConfirmDialog open=asking danger=true busy=form.busy error=form.message on_confirm=confirm
            title=move || words::end_others_question(others.get())
            verb=move || words::end_others(others.get())>
            <p>{words::END_OTHERS_BODY}</p>
        </ConfirmDialog>
    }
    .into_any()
}
