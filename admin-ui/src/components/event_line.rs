//! Events as lines, for overviews and for a person's activity.

use contract::events::{Event, EventParty, Outcome};
use leptos::prelude::*;
use portal_kit::me;
use ui_kit::prelude::*;

use crate::words::events as words;

/// Events, latest first, one line each.
pub fn activity(events: Vec<Event>) -> AnyView {
    let lines = events.into_iter().map(event_line).collect_view();
    view! { <ul class="log">{lines}</ul> }.into_any()
}

/// One event of a list.
pub fn event_line(event: Event) -> AnyView {
    let (what, who) = (words::action(&event.action), who_and_whom(&event));
    me::event_line(event, what, Some(who))
}

/// "Ada Lovelace, by Grace Hopper".
fn who_and_whom(event: &Event) -> String {
    let name = |party: &EventParty| words::party(&party.kind, &party.name);
    let actor = name(&event.actor);
    match &event.target {
        // Without a session, the actor is unknown.
        Some(target) if event.actor.kind == "anonymous" => name(target),
        Some(target) if target.id != event.actor.id => words::whom_by(&name(target), &actor),
        _ => actor,
    }
}

/// The outcome of an event, as a badge.
pub fn outcome_badge(outcome: Outcome) -> AnyView {
    match outcome {
        Outcome::Success => view! { <Badge tone=Tone::Ok text=words::SUCCESS/> }.into_any(),
        Outcome::Failure => view! { <Badge tone=Tone::Warn text=words::FAILURE/> }.into_any(),
    }
}
