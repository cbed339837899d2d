//! The tab with the failed requests of an application, and who is signed in to it.

use contract::applications::{ApplicationProblem, ApplicationSession};
use contract::ids::ApplicationId;
use contract::page::Page as Items;
use leptos::prelude::*;
use portal_kit::api::api;
use portal_kit::failure;
use portal_kit::fetched::Fetched;
use portal_kit::me::Reload;
use rules::application::ApplicationProtocol;
use rules::role::Permission;
use ui_kit::prelude::*;

use crate::components::keep_focus;
use crate::session::may;
use crate::users::sessions_address;
use crate::words::{self as all, applications_activity as words};

/// Both lists, each with a button that loads it again.
pub(super) fn view(id: ApplicationId, protocol: Option<ApplicationProtocol>) -> AnyView {
    let (unregistered, to_end) = match protocol {
        Some(ApplicationProtocol::Saml) => (words::SAML_RECEIVED, words::SAML_TO_END),
        _ => (words::UNREGISTERED, words::TO_END),
    };
    let sessions = if may(Permission::UsersRead) {
        sessions(id, to_end)
    } else {
        view! {
            <Section title=words::SESSIONS>
                <Notice tone=Tone::Neutral>{words::SESSIONS_NOT_ALLOWED}</Notice>
            </Section>
        }
        .into_any()
    };
    view! { {problems(id, unregistered)} {sessions} }.into_any()
}

/// `unregistered` says what to do about what a request contained.
fn problems(id: ApplicationId, unregistered: &'static str) -> AnyView {
    let found = Fetched::<Items<ApplicationProblem>>::new();
    let reload = Reload::default();
    reload.on(move || found.load(async move { api().application_problems(id).await }));
    keep_focus_after(found);
    let line = move |one| problem_line(one, unregistered);
    let lines = move || listed(found, reload, words::NO_PROBLEMS, line);
    view! {
        <Section title=words::PROBLEMS lead=words::PROBLEMS_LEAD
            actions=move || refresh(found.busy, reload, words::REFRESH_PROBLEMS)>{lines}</Section>
    }
    .into_any()
}

/// `to_end` says how to end one.
fn sessions(id: ApplicationId, to_end: &'static str) -> AnyView {
    let found = Fetched::<Items<ApplicationSession>>::new();
    let reload = Reload::default();
    reload.on(move || found.load(async move { api().application_sessions(id).await }));
    keep_focus_after(found);
    let lines = move || listed(found, reload, words::NO_SESSIONS, session_line);
    let below = move || {
        found.value.with(|page| {
            let page = page.as_ref().filter(|page| !page.items.is_empty())?;
            let shown = page.items.len();
            let more = (page.total > shown as u64).then(|| words::latest(shown, page.total));
            Some(view! {
                {more.map(|more| view! { <p class="muted small">{more}</p> })}
                <p class="muted small">{to_end}</p>
            })
        })
    };
    view! {
        <Section title=words::SESSIONS actions=move || refresh(found.busy, reload, words::REFRESH_SESSIONS)>
            {lines}
            {below}
        </Section>
    }
    .into_any()
}

fn keep_focus_after<T: Send + Sync + 'static>(found: Fetched<T>) {
    Effect::new(move || {
        found.value.track();
        keep_focus();
    });
}

/// `what` tells this button from the other one, for screen readers.
fn refresh(busy: RwSignal<bool>, reload: Reload, what: &'static str) -> AnyView {
    view! {
        <Button small=true variant=ButtonVariant::Secondary icon=Icon::Refresh busy=busy
            on_click=move || reload.run()>
            {all::REFRESH}<span class="hidden">" "{what}</span>
        </Button>
    }
    .into_any()
}

/// The lines, or why there are none.
fn listed<T: Clone + Send + Sync + 'static>(
    found: Fetched<Items<T>>,
    reload: Reload,
    none: &'static str,
    line: impl Fn(T) -> AnyView,
) -> AnyView {
    match (found.value.get(), found.failure.get()) {
        (_, Some(error)) => failure::notice(&error, move || reload.run()),
        (Some(page), None) if page.items.is_empty() => {
            view! { <p class="muted">{none}</p> }.into_any()
        }
        (Some(page), None) => {
            let lines = page.items.into_iter().map(line).collect_view();
            view! { <ul class="log">{lines}</ul> }.into_any()
        }
        (None, None) => view! { <Skeleton lines=4/> }.into_any(),
    }
}

fn problem_line(one: ApplicationProblem, unregistered: &'static str) -> AnyView {
    let told = words::told(&one.code);
    let received = one.received.map(|received| {
        view! {
            <p><span class="muted">{words::RECEIVED}": "</span><span class="mono small break">{received}</span></p>
            <p class="muted">{unregistered}</p>
        }
    });
    let first = (one.count > 1).then(|| {
        view! { <span>{words::FIRST}" "<RelativeTime at=one.first_at/></span> }
    });
    view! {
        <li>
            <span class="line-icon warn"><Glyph icon=Icon::Alert/></span>
            <div class="grow">
                <p class="strong">{one.message}</p>
                {received}
                <p class="facts">
                    <span>{told}</span>
                    <span>{words::times(one.count)}</span>
                    <span>{words::LAST}" "<RelativeTime at=one.last_at/></span>
                    {first}
                </p>
            </div>
        </li>
    }
    .into_any()
}

fn session_line(one: ApplicationSession) -> AnyView {
    let href = sessions_address(one.user_id);
    view! {
        <li>
            <div class="grow">
                <PersonLine name=one.name email=one.email href=href/>
                <p class="facts">
                    <span>{one.device}</span>
                    <span>{words::LAST_OPENED}" "<RelativeTime at=one.last_at/></span>
                    <span>{words::FIRST_OPENED}" "<RelativeTime at=one.opened_at/></span>
                </p>
            </div>
        </li>
    }
    .into_any()
}
