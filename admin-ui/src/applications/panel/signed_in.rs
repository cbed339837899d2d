//! Who is signed in to an application.

use contract::applications::ApplicationSession;
use contract::ids::ApplicationId;
use contract::page::ListQuery;
use leptos::prelude::*;
use portal_kit::api::api;
use portal_kit::confirm::{Question, confirm, was_there};
use portal_kit::me::Reload;
use rules::role::Permission;
use ui_kit::prelude::*;

use super::activity::refresh;
use crate::components::{LoadMoreList, keep_focus};
use crate::session::may;
use crate::users::sessions_address;
use crate::words::applications_activity as words;

/// Lines per page.
const LINES: u8 = 25;

/// The list, with a button to end each session. `advice` is a note about that.
pub(super) fn view(
    id: ApplicationId,
    application: Signal<String>,
    advice: &'static str,
) -> AnyView {
    let sessions = LoadMoreList::<ApplicationSession>::new(keep_focus);
    let load = move |cursor| {
        sessions.load(cursor, |cursor| async move {
            let query = ListQuery {
                limit: Some(LINES),
                cursor,
                ..ListQuery::default()
            };
            api().application_sessions(id, &query).await
        });
    };
    let reload = Reload::default();
    reload.on(move || load(None));
    let asking = RwSignal::new(None::<ApplicationSession>);
    let again = move || reload.run();
    let below = move || {
        let shown = may(Permission::UsersAssist) && sessions.seen.with(|seen| !seen.is_empty());
        shown.then(|| view! { <p class="muted small">{advice}</p> })
    };
    view! {
        <Section title=words::SESSIONS
            actions=move || refresh(sessions.busy(), reload, words::REFRESH_SESSIONS)>
            {sessions.lines(words::NO_SESSIONS, again, move |one| line(one, asking))}
            {sessions.more(None, load)}
            {below}
        </Section>
        {question((id, application), asking, reload)}
    }
    .into_any()
}

fn line(one: ApplicationSession, asking: RwSignal<Option<ApplicationSession>>) -> AnyView {
    let href = sessions_address(one.user_id);
    let (name, email) = (one.name.clone(), one.email.clone());
    let (device, last_at, opened_at) = (one.device.clone(), one.last_at, one.opened_at);
    let button = may(Permission::UsersAssist).then(|| {
        let rest = words::session_of(&one.name, &one.device);
        view! {
            <Button small=true variant=ButtonVariant::Secondary on_click=move || asking.set(Some(one.clone()))>
                {words::END}<span class="hidden">" "{rest}</span>
            </Button>
        }
    });
    view! {
        <li>
            <div class="grow">
                <PersonLine name=name email=email href=href/>
                <p class="facts">
                    <span>{device}</span>
                    <span>{words::LAST_OPENED}" "<RelativeTime at=last_at/></span>
                    <span>{words::FIRST_OPENED}" "<RelativeTime at=opened_at/></span>
                </p>
            </div>
            {button}
        </li>
    }
    .into_any()
}

/// Asks before a session is ended.
fn question(
    (id, application): (ApplicationId, Signal<String>),
    asking: RwSignal<Option<ApplicationSession>>,
    reload: Reload,
) -> AnyView {
    let question = Question {
        title: move |one: &ApplicationSession| words::end_title(&one.name, &application.get()),
        body: move |one: &ApplicationSession| {
            words::end_body(&one.name, &one.device, &application.get())
        },
        verb: words::END_SESSION,
        danger: true,
    };
    let end = move |one: ApplicationSession| async move {
        was_there(api().end_application_session(id, one.id).await)
    };
    let done = move |one: ApplicationSession, was_there| {
        let text = words::ended(&one.name);
        if was_there {
            use_toasts().ok(text);
        } else {
            use_toasts().info(text);
        }
        reload.run();
    };
    confirm(asking, question, end, done)
}
