//! Events as lines, for overviews and for one person's activity.

use contract::events::{Event, EventParty, Outcome};
use leptos::prelude::*;
use ui_kit::prelude::*;

use crate::words::events as words;

/// Events, the latest first, a line each.
pub fn activity(events: Vec<Event>) -> AnyView {
    let lines = events.into_iter().map(event_line).collect_view();
    view! { <ul class="lines">{lines}</ul> }.into_any()
}

pub fn event_line(event: Event) -> AnyView {
    let failed = event.outcome == Outcome::Failure;
    let (icon, class) = if failed {
        (Icon::Alert, "line-icon warn")
    } else {
        (words::icon(&event.action), "line-icon")
    };
    view! {
        <li class="line">
            <span class=class><Glyph icon=icon/></span>
            <div class="grow">
                <p class="strong">{words::action(&event.action)}</p>
                <p class="muted small">{who_and_whom(&event)}</p>
                {event.device.or(event.address).map(|from| view! { <p class="muted small">{from}</p> })}
            </div>
            <span class="muted small"><RelativeTime at=event.at/></span>
        </li>
    }
    .into_any()
}

/// "Ada Lovelace, by Grace Hopper".
fn who_and_whom(event: &Event) -> String {
    let name = |party: &EventParty| words::party(&party.kind, &party.name);
    let actor = name(&event.actor);
    match &event.target {
        // Who tried without being signed in is not known.
        Some(target) if event.actor.kind == "anonymous" => name(target),
        Some(target) if target.id != event.actor.id => words::whom_by(&name(target), &actor),
        _ => actor,
    }
}

/// How it ended, as a badge.
pub fn outcome_badge(outcome: Outcome) -> AnyView {
    match outcome {
        Outcome::Success => view! { <Badge tone=Tone::Ok text=words::SUCCESS/> }.into_any(),
        Outcome::Failure => view! { <Badge tone=Tone::Warn text=words::FAILURE/> }.into_any(),
    }
}
