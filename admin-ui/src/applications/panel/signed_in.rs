//! Who is signed in to an application.

use contract::applications::ApplicationSession;
use contract::ids::ApplicationId;
use contract::page::{ListQuery, Page as Items};
use leptos::prelude::*;
use portal_kit::api::api;
use portal_kit::confirm::{Question, confirm, was_there};
use portal_kit::failure;
use portal_kit::fetched::Fetched;
use portal_kit::me::Reload;
use rules::role::Permission;
use ui_kit::prelude::*;

use super::activity::refresh;
use crate::components::keep_focus;
use crate::session::may;
use crate::users::sessions_address;
use crate::words::{self as all, applications_activity as words};

/// Lines per page.
const LINES: u8 = 25;

/// A page, and whether it is the first one.
#[derive(Clone)]
struct Sessions {
    page: Items<ApplicationSession>,
    first: bool,
}

async fn page(id: ApplicationId, cursor: Option<String>) -> Result<Sessions, client::Error> {
    let first = cursor.is_none();
    let query = ListQuery {
        limit: Some(LINES),
        cursor,
        ..ListQuery::default()
    };
    let page = api().application_sessions(id, &query).await?;
    Ok(Sessions { page, first })
}

/// The list, with a button to end each session. `advice` is a note about that.
pub(super) fn view(
    id: ApplicationId,
    application: Signal<String>,
    advice: &'static str,
) -> AnyView {
    let found = Fetched::<Sessions>::new();
    let seen = RwSignal::new(Vec::<ApplicationSession>::new());
    let load = move |cursor| found.load(page(id, cursor));
    let reload = Reload::default();
    reload.on(move || load(None));
    Effect::new(move || {
        if let Some(one) = found.value.get() {
            seen.update(|seen| {
                if one.first {
                    seen.clear();
                }
                seen.extend(one.page.items);
            });
            keep_focus();
        }
    });
    let asking = RwSignal::new(None::<ApplicationSession>);
    let lines = move || match (found.waiting(), found.failure.get(), seen.get()) {
        (true, ..) => view! { <Skeleton lines=4/> }.into_any(),
        (_, Some(error), _) => failure::notice(&error, move || reload.run()),
        (_, None, seen) if seen.is_empty() => {
            view! { <p class="muted">{words::NO_SESSIONS}</p> }.into_any()
        }
        (_, None, seen) => {
            let lines = seen.into_iter().map(|one| line(one, asking));
            view! { <ul class="log">{lines.collect_view()}</ul> }.into_any()
        }
    };
    let next = move || {
        found
            .value
            .with(|found| found.as_ref()?.page.next_cursor.clone())
    };
    let more = move || {
        next().map(|cursor| {
            let load = move || load(Some(cursor.clone()));
            view! {
                <div class="actions">
                    <Button small=true variant=ButtonVariant::Secondary busy=found.busy on_click=load>{all::MORE}</Button>
                </div>
            }
        })
    };
    let below = move || {
        let shown = may(Permission::UsersAssist) && seen.with(|seen| !seen.is_empty());
        shown.then(|| view! { <p class="muted small">{advice}</p> })
    };
    view! {
        <Section title=words::SESSIONS actions=move || refresh(found.busy, reload, words::REFRESH_SESSIONS)>
            {lines}
            {more}
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
