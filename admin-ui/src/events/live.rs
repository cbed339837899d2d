//! The switch that shows new events as they happen, and its state.

use std::time::Duration;

use contract::events::Event;
use contract::page::{ListQuery, Page};
use js_sys::Date;
use leptos::prelude::*;
use leptos::task::spawn_local_scoped_with_cancellation;
use ui_kit::prelude::*;

use super::follow::follow;
use super::new_events::{Arrived, merge};
use crate::components::ListPage;
use crate::words::events_live as words;

/// How often the connection and the person are checked.
const CHECK_EVERY: Duration = Duration::from_secs(5);
/// After which time without input Live is switched off, in milliseconds. Each new connection renews the
/// session, so an unattended page would never be signed out.
const IDLE_AFTER: f64 = 15.0 * 60_000.0;
/// The server sends something every 15 seconds. After this time, in milliseconds, the connection is lost.
const SILENT_AFTER: f64 = 45_000.0;
/// How long a stream can be continued, in milliseconds. Later, the list is loaded again instead.
const RESUMES_WITHIN: f64 = 2.0 * 60_000.0;
/// How long new events are collected for one announcement.
const COLLECTS_FOR: Duration = Duration::from_secs(5);
/// What a person in front of the page does. Not `pointermove`: rows that move under a pointer at rest can
/// cause it.
const INPUTS: [&str; 3] = ["keydown", "pointerdown", "wheel"];

/// Whether the list is followed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// No.
    Off,
    /// No: switched off because nobody was there.
    Idle,
    /// Not while the tab is hidden.
    Hidden,
    /// Not on this page of the list.
    OtherPage,
    /// The stream is being opened.
    Connecting,
    /// Yes.
    Connected,
    /// The connection is lost.
    Lost {
        /// When it is opened again.
        seconds: u64,
        /// What happened.
        why: String,
    },
    /// The server refuses it, and trying again does not help.
    Refused(String),
}

/// What the stream has said last.
#[derive(Clone, Copy, Debug, Default)]
struct Heard {
    /// When, in milliseconds since 1970.
    at: f64,
    /// The position up to which nothing is missing.
    position: Option<u64>,
}

/// The live view of the list of events. Copy.
#[derive(Clone, Copy)]
pub(super) struct Live {
    on: RwSignal<bool>,
    state: RwSignal<State>,
    hidden: RwSignal<bool>,
    /// Incremented to open the stream again.
    again: RwSignal<u32>,
    arrived: StoredValue<Arrived>,
    heard: StoredValue<Heard>,
    /// When the person did something, in milliseconds since 1970.
    active_at: StoredValue<f64>,
    /// How many events arrived that are not announced yet.
    unsaid: StoredValue<u64>,
}

impl Live {
    pub fn new() -> Self {
        Self {
            on: RwSignal::new(false),
            state: RwSignal::new(State::Off),
            hidden: RwSignal::new(document().hidden()),
            again: RwSignal::new(0),
            arrived: StoredValue::new(Arrived::default()),
            heard: StoredValue::new(Heard::default()),
            active_at: StoredValue::new(Date::now()),
            unsaid: StoredValue::new(0),
        }
    }

    /// Adds what arrived meanwhile to a page that was loaded.
    pub fn add_to(self, page: &mut Page<Event>, query: &ListQuery) {
        if query.cursor.is_none() {
            let filter = query.filter.as_deref();
            self.arrived
                .try_with_value(|arrived| arrived.add_to(page, filter));
        }
    }

    /// Follows the list while the switch is on.
    pub fn start(self, events: ListPage<Event>) {
        self.watch();
        let query = events.list.query;
        let shown =
            Memo::new(move |_| query.with(|query| (query.filter.clone(), query.cursor.is_empty())));
        Effect::new(move || {
            self.again.track();
            let (filter, is_first) = shown.get();
            let filter = Some(filter).filter(|filter| !filter.is_empty());
            let mut is_other = false;
            self.arrived
                .update_value(|arrived| is_other = arrived.begin(filter.as_deref()));
            if is_other {
                self.heard.set_value(Heard::default());
            }
            let state = match (self.on.get(), self.hidden.get()) {
                (false, _) if self.state.get_untracked() == State::Idle => State::Idle,
                (false, _) => State::Off,
                (true, true) => State::Hidden,
                (true, false) if !is_first => State::OtherPage,
                (true, false) => State::Connecting,
            };
            let connects = state == State::Connecting;
            self.state.set(state);
            if connects {
                // Ends when this effect runs again or the page is left.
                spawn_local_scoped_with_cancellation(follow(self, events, filter));
            }
        });
    }

    /// Notices when the person does something, and when the tab is hidden or shown.
    fn watch(self) {
        let is_here = move || {
            self.active_at.try_update_value(|at| *at = Date::now());
        };
        let inputs = INPUTS.map(|name| window_event_listener_untyped(name, move |_| is_here()));
        let visibility = window_event_listener_untyped("visibilitychange", move |_| {
            is_here();
            self.hidden.try_set(document().hidden());
        });
        let clock = set_interval_with_handle(move || self.check(), CHECK_EVERY);
        on_cleanup(move || {
            for input in inputs {
                input.remove();
            }
            visibility.remove();
            if let Ok(clock) = clock {
                clock.clear();
            }
        });
    }

    fn check(self) {
        if self.on.try_get_untracked() != Some(true) {
            return;
        }
        let now = Date::now();
        let since = |at: Option<f64>| at.map_or(0.0, |at| now - at);
        let is_silent = since(self.heard.try_get_value().map(|heard| heard.at)) > SILENT_AFTER;
        if since(self.active_at.try_get_value()) > IDLE_AFTER {
            self.show(State::Idle);
            self.on.try_set(false);
            announce(words::IDLE);
        } else if is_silent && self.state.try_get_untracked() == Some(State::Connected) {
            self.again.try_update(|n| *n += 1);
        }
    }

    pub fn show(self, state: State) {
        self.state.try_set(state);
    }

    /// The stream has sent something, or has been opened.
    pub fn hear(self, position: Option<u64>) {
        self.heard.try_update_value(|heard| {
            heard.at = Date::now();
            heard.position = position.or(heard.position);
        });
    }

    /// The position after which the stream continues; `None` if it starts again.
    pub fn resumes_after(self) -> Option<u64> {
        let heard = self.heard.try_get_value()?;
        let position = heard.position?;
        if Date::now() - heard.at <= RESUMES_WITHIN {
            return Some(position);
        }
        self.heard.try_update_value(|heard| heard.position = None);
        None
    }

    /// Adds events to the list.
    pub fn add(self, to: ListPage<Event>, events: &[Event]) {
        let fits = self
            .arrived
            .try_update_value(|arrived| arrived.keep(events));
        let new = to.page.value.try_maybe_update(|page| {
            let added = page.as_mut().map(|page| merge(page, events));
            let (new, changed) = added.unwrap_or_default();
            (changed, new)
        });
        if fits == Some(false) {
            to.reload();
        }
        self.say(new.unwrap_or_default());
    }

    /// Announces events together with those that arrive soon after them.
    fn say(self, new: u64) {
        let before = self.unsaid.try_update_value(|unsaid| {
            *unsaid += new;
            *unsaid - new
        });
        if new == 0 || before != Some(0) {
            return;
        }
        let say = move || {
            if let Some(new) = self.unsaid.try_update_value(std::mem::take) {
                announce(words::arrived(new));
            }
        };
        set_timeout(say, COLLECTS_FOR);
    }

    /// The switch, and what it does at the moment.
    pub fn view(self) -> AnyView {
        let hint = Signal::derive(move || self.state.with(hint));
        let badge = move || {
            let (tone, text) = self.state.with(badge)?;
            Some(view! { <Badge tone=tone text=text/> })
        };
        view! {
            <div class="row">
                <Switch label=words::LIVE hint=hint checked=self.on/>
                {badge}
            </div>
        }
        .into_any()
    }
}

/// The explanation of a state that is not what the person expects.
fn hint(state: &State) -> Option<String> {
    match state {
        State::Off | State::Hidden | State::Connecting | State::Connected => None,
        State::Idle => Some(words::IDLE.to_owned()),
        State::OtherPage => Some(words::OTHER_PAGE.to_owned()),
        State::Lost { why, .. } | State::Refused(why) => Some(why.clone()),
    }
}

fn badge(state: &State) -> Option<(Tone, String)> {
    let (tone, text) = match state {
        State::Off | State::Idle => return None,
        State::Hidden | State::OtherPage => (Tone::Neutral, words::PAUSED.to_owned()),
        State::Connecting => (Tone::Neutral, words::CONNECTING.to_owned()),
        State::Connected => (Tone::Ok, words::CONNECTED.to_owned()),
        State::Lost { seconds, .. } => (Tone::Warn, words::retrying(*seconds)),
        State::Refused(_) => (Tone::Danger, words::STOPPED.to_owned()),
    };
    Some((tone, text))
}
