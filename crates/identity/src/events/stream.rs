use std::time::Duration;

use contract::events::{Event, StreamQuery};
use contract::filter::EventFilter;
use contract::ids::OrganizationId;
use contract::page::ListQuery;
use entity::event::{Column, Entity};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use tokio::time::Instant;

use super::list::{SHAPE, passes};
use super::positions::{assign_all_positions, lacks_positions};
use super::show::show;
use crate::permitted::{EventsRead, Permitted};
use crate::slots::Slot;
use crate::suspension::is_suspended;
use crate::{Context, Error};

/// How many streams of an organization this server has at the same time.
const AT_ONCE: u8 = 10;
/// When to try again if there are more.
const RETRY: Duration = Duration::from_secs(10);
/// How often the stream looks for new events.
const LOOKS_EVERY: Duration = Duration::from_secs(1);
/// How long a stream is silent at most, so that proxies do not close it.
const BEATS_EVERY: Duration = Duration::from_secs(15);
/// How long a stream lasts at most. Clients connect again.
const LASTS: Duration = Duration::from_secs(4 * 60);
/// The largest number of events that are read at once.
const BATCH: usize = 100;
/// How many positions are searched at once. With a filter that matches little, a search without a limit reads
/// all that does not match again and again.
const WINDOW: i64 = 10_000;
/// How long the stream waits if there are more positions to search, so that others can use the database.
const REST: Duration = Duration::from_millis(20);

/// The events of an organization as they become visible, as server-sent events.
pub struct EventStream {
    context: Context,
    organization: OrganizationId,
    filter: EventFilter,
    /// The position up to which everything that matches was read.
    after: i64,
    begun: bool,
    /// How long to wait before the next look.
    pause: Duration,
    looks_every: Duration,
    beats_every: Duration,
    ends_at: Instant,
    beats_at: Instant,
    _slot: Slot,
}

/// Opens a stream of the events after a position; without one, of those that become visible from now on.
/// `idle` is how long the connection stays open while nothing is sent. Something is sent earlier, and the
/// stream ends within four times as long, because a response must be taken within five times.
///
/// # Errors
/// `invalid-query`, `too-many-requests`, `forbidden`.
pub async fn stream(
    context: &Context,
    principal: &Permitted<EventsRead>,
    query: &StreamQuery,
    idle: Duration,
) -> Result<EventStream, Error> {
    let organization = principal.organization();
    let list = ListQuery {
        filter: query.filter.clone(),
        ..ListQuery::default()
    };
    let request = SHAPE.read::<EventFilter>(context, organization, None, &list)?;
    let slot = context.stream_slots().take_one_of(AT_ONCE, organization);
    let slot = slot.ok_or(Error::TooManyStreams(RETRY))?;
    let after = match query.after {
        Some(after) => {
            let after = i64::try_from(after);
            after.map_err(|_| Error::query("after", "Send the position of an event"))?
        }
        None => end(context, organization).await?,
    };
    let now = Instant::now();
    let looks_every = LOOKS_EVERY.min(idle / 4);
    let beats_every = BEATS_EVERY.min(idle / 4);
    Ok(EventStream {
        context: context.clone(),
        organization,
        filter: request.filter,
        after,
        begun: false,
        pause: looks_every,
        looks_every,
        beats_every,
        ends_at: now + LASTS.min(idle * 4),
        beats_at: now + beats_every,
        _slot: slot,
    })
}

/// The position of the latest event.
async fn end(context: &Context, organization: OrganizationId) -> Result<i64, Error> {
    let read = context.database().read();
    if lacks_positions(read, organization).await? {
        assign_all_positions(context, organization).await?;
    }
    let latest = Entity::find()
        .filter(Column::OrganizationId.eq(organization.0))
        .filter(Column::Position.gt(0))
        .order_by_desc(Column::Position)
        .one(read)
        .await?;
    Ok(latest.and_then(|latest| latest.position).unwrap_or(0))
}

impl EventStream {
    /// Waits a moment and returns what there is to send, which may be nothing; `None` at the end of the
    /// stream.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn next(&mut self) -> Result<Option<Vec<u8>>, Error> {
        if !self.begun {
            self.begun = true;
            return Ok(Some(b"retry: 3000\n\n".to_vec()));
        }
        tokio::time::sleep(self.pause).await;
        let now = Instant::now();
        let read = self.context.database().read();
        if now >= self.ends_at || is_suspended(read, self.organization).await? {
            return Ok(None);
        }
        let mut text = Vec::new();
        for event in self.read().await? {
            let Some(position) = event.position else {
                continue;
            };
            text.extend(format!("id: {position}\ndata: ").into_bytes());
            serde_json::to_writer(&mut text, &event)
                .map_err(|error| Error::internal(format!("an event cannot be sent: {error}")))?;
            text.extend(b"\n\n");
        }
        if text.is_empty() && now >= self.beats_at {
            // With the id, a client that connects again does not begin at the last event that matched.
            text.extend(format!(": nothing new\nid: {}\n\n", self.after).into_bytes());
        }
        if !text.is_empty() {
            self.beats_at = now + self.beats_every;
        }
        Ok(Some(text))
    }

    /// Reads the next events that match, and moves on.
    async fn read(&mut self) -> Result<Vec<Event>, Error> {
        let end = end(&self.context, self.organization).await?;
        let upto = end.min(self.after.saturating_add(WINDOW));
        self.pause = self.looks_every;
        if upto <= self.after {
            return Ok(Vec::new());
        }
        let events = Entity::find()
            .filter(Column::OrganizationId.eq(self.organization.0))
            .filter(Column::Position.gt(self.after))
            .filter(Column::Position.lte(upto))
            .filter(passes(&self.filter))
            .order_by_asc(Column::Position)
            .limit(BATCH as u64)
            .all(self.context.database().read())
            .await?;
        match events.last().and_then(|last| last.position) {
            Some(last) if events.len() == BATCH => {
                self.after = last;
                self.pause = Duration::ZERO;
            }
            _ => {
                self.after = upto;
                if upto < end {
                    self.pause = REST;
                }
            }
        }
        Ok(events.into_iter().map(show).collect())
    }
}

impl std::fmt::Debug for EventStream {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("EventStream")
    }
}
