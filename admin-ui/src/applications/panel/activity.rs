//! The tab with the failed requests of an application, and who is signed in to it.

use contract::applications::ApplicationProblem;
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

use super::signed_in;
use crate::components::keep_focus;
use crate::session::may;
use crate::words::{self as all, applications_activity as words};

/// Both lists, each with a button that loads it again.
pub(super) fn view(
    id: ApplicationId,
    application: Signal<String>,
    protocol: Option<ApplicationProtocol>,
) -> AnyView {
    let (unregistered, to_end) = match protocol {
        Some(ApplicationProtocol::Saml) => (words::SAML_RECEIVED, words::SAML_TO_END),
        _ => (words::UNREGISTERED, words::TO_END),
    };
    let sessions = if may(Permission::UsersRead) {
        signed_in::view(id, application, to_end)
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
    Effect::new(move || {
        found.value.track();
        keep_focus();
    });
    let lines = move || listed(found, reload, unregistered);
    view! {
        <Section title=words::PROBLEMS lead=words::PROBLEMS_LEAD
            actions=move || refresh(found.busy, reload, words::REFRESH_PROBLEMS)>{lines}</Section>
    }
    .into_any()
}

/// The button that loads a list again. `what` tells this button from the other one, for screen readers.
pub(super) fn refresh(busy: RwSignal<bool>, reload: Reload, what: &'static str) -> AnyView {
    view! {
        <Button small=true variant=ButtonVariant::Secondary icon=Icon::Refresh busy=busy
            on_click=move || reload.run()>
            {all::REFRESH}<span class="hidden">" "{what}</span>
        </Button>
    }
    .into_any()
}

/// The lines, or why there are none.
fn listed(
    found: Fetched<Items<ApplicationProblem>>,
    reload: Reload,
    unregistered: &'static str,
) -> AnyView {
    match (found.value.get(), found.failure.get()) {
        (_, Some(error)) => failure::notice(&error, move || reload.run()),
        (Some(page), None) if page.items.is_empty() => {
            view! { <p class="muted">{words::NO_PROBLEMS}</p> }.into_any()
        }
        (Some(page), None) => {
            let lines = page.items.into_iter();
            let lines = lines
                .map(|one| problem_line(one, unregistered))
                .collect_view();
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
