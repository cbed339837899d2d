//! Events as lines, for overviews and for a person's activity.

use std::time::Duration;

use contract::events::{Event, EventParty, Outcome};
use contract::filter::{EventFilter, Moment};
use leptos::prelude::*;
use portal_kit::me;
use ui_kit::prelude::*;

use crate::address::{self, EVENTS};
use crate::words::events as words;

/// Events, latest first, one line each.
pub fn activity(events: Vec<Event>) -> AnyView {
    let lines = events.into_iter().map(event_line).collect_view();
    view! { <ul class="log">{lines}</ul> }.into_any()
}

/// One event of a list, with the reason of a failure. Leads to its details.
pub fn event_line(event: Event) -> AnyView {
    let action = words::action(&event.action);
    let what = match (event.outcome, event.detail.get("reason")) {
        (Outcome::Failure, Some(reason)) => words::because(&action, reason),
        _ => action,
    };
    let (who, href) = (who_and_whom(&event), details(&event));
    me::event_line(event, what, Some(who), Some(href))
}

/// The address of an event's details, over a list that certainly contains it.
fn details(event: &Event) -> String {
    let filter = EventFilter {
        since: vec![Moment::new(event.at)],
        before: vec![Moment::new(event.at.plus(Duration::from_millis(1)))],
        ..EventFilter::default()
    };
    let (filter, id) = (filter.to_string(), event.id.to_string());
    address::with(EVENTS, &[("filter", &filter), ("event", &id)])
}

/// "Ada Lovelace, by Grace Hopper".
fn who_and_whom(event: &Event) -> String {
    let name = |party: &EventParty| {
        let name = words::party(&party.kind, &party.name);
        match &party.email {
            Some(email) => words::with_address(&name, email),
            None => name,
        }
    };
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
