//! Reads the stream of events, and opens it again when it ends or the connection is lost.

use std::time::Duration;

use client::{Error, EventStream};
use contract::events::{Event, StreamQuery};
use contract::problem::ProblemType;
use futures_channel::oneshot;
use js_sys::Date;
use leptos::prelude::*;
use portal_kit::api::{api, run};
use portal_kit::failure::explain;
use ui_kit::prelude::announce;

use super::live::{Live, State};
use crate::components::ListPage;
use crate::words::events_live as words;

/// The longest pause between two attempts, in seconds, unless the server asks for a longer one.
const LONGEST_PAUSE: u64 = 30;
/// A stream that lasted this long, in milliseconds, was worth opening.
const LASTED: f64 = 3_000.0;
/// The pause after the planned end of a stream.
const BETWEEN: Duration = Duration::from_secs(1);
const SECOND: Duration = Duration::from_secs(1);

/// Follows the list with this filter. Signals are read without tracking: the effect that started this
/// must not run again because of them.
pub(super) async fn follow(live: Live, events: ListPage<Event>, filter: Option<String>) {
    let mut failures = 0;
    loop {
        let after = live.resumes_after();
        let filter = filter.clone();
        let mut opened_at = None;
        let end = match open(StreamQuery { filter, after }).await {
            Ok(stream) => {
                opened_at = Some(Date::now());
                if failures > 0 {
                    announce(words::BACK);
                }
                live.show(State::Connected);
                live.hear(None);
                read(live, events, stream, after.is_none()).await
            }
            Err(error) => Err(error),
        };
        if opened_at.is_some_and(|at| Date::now() - at >= LASTED) {
            failures = 0;
            // Each stream ends after some minutes. That is no loss: the next one continues it.
            if end.is_ok() {
                sleep(BETWEEN).await;
                continue;
            }
        }
        let error = end.err();
        let problem = error.as_ref().and_then(Error::problem);
        match problem.map(|problem| problem.kind) {
            // The session is over, and so is the page.
            Some(ProblemType::Unauthenticated) => return,
            Some(ProblemType::Forbidden | ProblemType::InvalidQuery) => {
                let why = reason(error.as_ref());
                announce(why.clone());
                live.show(State::Refused(why));
                return;
            }
            _ => {}
        }
        failures += 1;
        let why = reason(error.as_ref());
        if failures == 1 {
            announce(why.clone());
        }
        let asked = problem.and_then(|problem| problem.retry_after_seconds);
        for seconds in (1..=pause(failures, asked)).rev() {
            let why = why.clone();
            live.show(State::Lost { seconds, why });
            sleep(SECOND).await;
        }
        live.show(State::Connecting);
    }
}

/// Opens a stream. This may renew the access token, which must not be interrupted: a lost token would
/// end the session. If nobody waits for the stream anymore, it is closed.
async fn open(query: StreamQuery) -> Result<EventStream, Error> {
    let (send, opened) = oneshot::channel();
    run(
        async move { api().event_stream(&query).await },
        move |stream| {
            // Fails only if the list is no longer followed.
            let _ = send.send(stream);
        },
    );
    let opened = opened.await;
    opened.unwrap_or_else(|canceled| Err(Error::Network(canceled.to_string())))
}

/// Reads a stream to its end. If it `begins` now and does not continue another one, the list is loaded
/// again, for the events between the last time and the beginning.
async fn read(
    live: Live,
    events: ListPage<Event>,
    mut stream: EventStream,
    mut begins: bool,
) -> Result<(), Error> {
    while let Some(arrived) = stream.next().await? {
        live.hear(arrived.position);
        if !arrived.events.is_empty() {
            live.add(events, &arrived.events);
        }
        if std::mem::take(&mut begins) {
            events.reload();
        }
    }
    Ok(())
}

/// What happened, in a sentence.
fn reason(error: Option<&Error>) -> String {
    let Some(error) = error.filter(|error| !matches!(error, Error::Network(_))) else {
        return words::LOST.to_owned();
    };
    // The detail says what there are too many of.
    let too_many = error.problem().filter(|problem| {
        problem.kind == ProblemType::TooManyRequests && !problem.detail.is_empty()
    });
    too_many.map_or_else(
        || explain(error),
        |problem| [problem.detail.trim_end_matches('.'), "."].concat(),
    )
}

/// The seconds until the next attempt. The server can ask for more.
fn pause(failures: u32, asked: Option<u64>) -> u64 {
    let doubled = 1_u64.checked_shl(failures.saturating_sub(1));
    let own = doubled.map_or(LONGEST_PAUSE, |pause| pause.min(LONGEST_PAUSE));
    own.max(asked.unwrap_or_default())
}

async fn sleep(time: Duration) {
    let (send, over) = oneshot::channel::<()>();
    let wake = move || {
        // Fails only if nobody waits anymore.
        let _ = send.send(());
    };
    set_timeout(wake, time);
    let _ = over.await;
}

#[cfg(test)]
mod tests {
    use super::pause;

    #[test]
    fn pauses_double_up_to_a_limit() {
        let pauses = [1, 2, 3, 4, 5, 6, 7, 64, 65, u32::MAX].map(|failures| pause(failures, None));
        assert_eq!(pauses, [1, 2, 4, 8, 16, 30, 30, 30, 30, 30]);
    }

    #[test]
    fn the_server_can_ask_for_a_longer_pause() {
        assert_eq!(pause(1, Some(10)), 10);
        assert_eq!(pause(5, Some(10)), 16);
    }
}
