use std::collections::HashMap;

use contract::events::chain::{CHAIN_FORMAT, ChainBeginning, ChainLine, ChainedEvent};
use contract::events::{Event, EventAction};
use contract::ids::OrganizationId;
use entity::{event, event_checkpoint, event_link};
use rules::role::Permission;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};
use uuid::Uuid;

use super::checkpoint::{self, sign_at_end};
use super::extend::start;
use super::hash::encode;
use crate::actor::Party;
use crate::events::positions::assign_all_positions;
use crate::events::show::show;
use crate::events::{NewEvent, record};
use crate::initiator::Initiator;
use crate::lists::EXPORT_PAGE_ROWS;
use crate::permitted::{EventsRead, Permitted};
use crate::slots::Slot;
use crate::{Context, Error};

/// An export of the chain that has begun: all events with their hashes, and the checkpoints. It is read
/// while it is sent.
pub struct ChainExport {
    context: Context,
    organization: OrganizationId,
    initiator: Initiator,
    /// The checkpoint at which the chain starts.
    start: Option<event_checkpoint::Model>,
    /// The last position that was written; `None` before the first line.
    after: Option<i64>,
    /// The last position to write. There is a checkpoint.
    until: i64,
    _slot: Slot,
}

/// Begins an export of the chain, the oldest event first, and records it.
///
/// # Errors
/// `too-many-requests`, `forbidden`.
pub async fn export_chain(
    context: &Context,
    principal: &Permitted<EventsRead>,
) -> Result<ChainExport, Error> {
    let event = principal.event(EventAction::EventsExported);
    let initiator = Initiator::of(principal, &[Permission::EventsRead]);
    ChainExport::begin(context, principal.organization(), initiator, event).await
}

/// As [`export_chain`], for the operator of the server.
///
/// # Errors
/// If the database fails.
pub async fn export_chain_for_operator(
    context: &Context,
    organization: OrganizationId,
) -> Result<ChainExport, Error> {
    let event = NewEvent::new(EventAction::EventsExported, Party::system());
    let operator = Initiator::operator(organization);
    ChainExport::begin(context, organization, operator, event).await
}

impl ChainExport {
    async fn begin(
        context: &Context,
        organization: OrganizationId,
        initiator: Initiator,
        event: NewEvent<'_>,
    ) -> Result<Self, Error> {
        let slot = context.export_slots().take(organization)?;
        let tx = context.database().begin().await?;
        record(context, &tx, organization, event.with("format", "chain")).await?;
        tx.commit().await?;
        assign_all_positions(context, organization).await?;
        let until = sign_at_end(context, organization).await?;
        Ok(Self {
            context: context.clone(),
            organization,
            initiator,
            start: start(context.database().read(), organization).await?,
            after: None,
            until,
            _slot: slot,
        })
    }

    /// Reads the next page and returns its lines; `None` after the last one.
    ///
    /// # Errors
    /// `forbidden` if the caller may not read events anymore, or if the database fails, or events are deleted
    /// because of their age meanwhile. The file is then incomplete, which its recipient must learn.
    pub async fn next(&mut self) -> Result<Option<Vec<u8>>, Error> {
        let mut lines = Vec::new();
        let Some(after) = self.after else {
            write(&mut lines, &self.beginning())?;
            if let Some(start) = self.start.clone() {
                write(&mut lines, &ChainLine::Checkpoint(checkpoint::show(start)))?;
            }
            let start = self.start.as_ref().map_or(0, |start| start.position);
            self.unlinked(-1, start, &mut lines).await?;
            self.after = Some(start);
            return Ok(Some(lines));
        };
        if after >= self.until {
            return Ok(None);
        }
        self.initiator.check(&self.context).await?;
        let upto = self.page(after, &mut lines).await?;
        let started = start(self.context.database().read(), self.organization).await?;
        if started != self.start {
            let message = "events were deleted because of their age during the export";
            return Err(Error::internal(message));
        }
        self.after = Some(upto);
        Ok(Some(lines))
    }

    fn beginning(&self) -> ChainLine {
        ChainLine::Chain(ChainBeginning {
            format: CHAIN_FORMAT.to_owned(),
            organization_id: self.organization,
        })
    }

    /// Writes the links after a position and the checkpoints between them. Returns the last position that
    /// this covers.
    async fn page(&self, after: i64, lines: &mut Vec<u8>) -> Result<i64, Error> {
        let read = self.context.database().read();
        let links = event_link::Entity::find()
            .filter(event_link::Column::OrganizationId.eq(self.organization.0))
            .filter(event_link::Column::Position.gt(after))
            .filter(event_link::Column::Position.lte(self.until))
            .order_by_asc(event_link::Column::Position)
            .limit(u64::from(EXPORT_PAGE_ROWS))
            .all(read)
            .await?;
        let upto = match links.last() {
            Some(last) if links.len() == usize::from(EXPORT_PAGE_ROWS) => last.position,
            _ => self.until,
        };
        let checkpoints = event_checkpoint::Entity::find()
            .filter(event_checkpoint::Column::OrganizationId.eq(self.organization.0))
            .filter(event_checkpoint::Column::StartsChain.eq(false))
            .filter(event_checkpoint::Column::Position.gt(after))
            .filter(event_checkpoint::Column::Position.lte(upto))
            .order_by_asc(event_checkpoint::Column::Position)
            .all(read)
            .await?;
        self.unlinked(after, upto, lines).await?;
        let events = self.events(&links).await?;
        let mut checkpoints = checkpoints.into_iter().map(checkpoint::show).peekable();
        for link in links {
            let position = u64::try_from(link.position).unwrap_or_default();
            while let Some(earlier) = checkpoints.next_if(|one| one.position < position) {
                write(lines, &ChainLine::Checkpoint(earlier))?;
            }
            let chained = ChainedEvent {
                position,
                attempts: u64::try_from(link.attempts).unwrap_or_default(),
                digest: encode(&link.digest),
                hash: encode(&link.hash),
                event: events.get(&link.event_id).cloned(),
            };
            write(lines, &ChainLine::Event(Box::new(chained)))?;
        }
        for last in checkpoints {
            write(lines, &ChainLine::Checkpoint(last))?;
        }
        Ok(upto)
    }

    /// Writes the events after a position, up to another one, that have no link there. Nobody would look for
    /// them, but lists of events show them.
    async fn unlinked(&self, after: i64, upto: i64, lines: &mut Vec<u8>) -> Result<(), Error> {
        use event_link::Column as Link;
        let is_own = |link: Link, event: event::Column| {
            Expr::col((event_link::Entity, link)).equals((event::Entity, event))
        };
        let link = event_link::Entity::find()
            .filter(is_own(Link::OrganizationId, event::Column::OrganizationId))
            .filter(is_own(Link::Position, event::Column::Position))
            .filter(is_own(Link::EventId, event::Column::Id));
        let events = event::Entity::find()
            .filter(event::Column::OrganizationId.eq(self.organization.0))
            .filter(event::Column::Position.gt(after))
            .filter(event::Column::Position.lte(upto))
            .filter(Expr::not_exists(link.into_query()))
            .order_by_asc(event::Column::Position)
            .limit(u64::from(EXPORT_PAGE_ROWS))
            .all(self.context.database().read())
            .await?;
        for event in events {
            write(lines, &ChainLine::Unlinked(Box::new(show(event))))?;
        }
        Ok(())
    }

    async fn events(&self, links: &[event_link::Model]) -> Result<HashMap<Uuid, Event>, Error> {
        let events = event::Entity::find()
            .filter(event::Column::OrganizationId.eq(self.organization.0))
            .filter(event::Column::Id.is_in(links.iter().map(|link| link.event_id)))
            .all(self.context.database().read())
            .await?;
        let shown = |event: event::Model| {
            let id = event.id;
            // The position is that of the link.
            let position = None;
            (
                id,
                Event {
                    position,
                    ..show(event)
                },
            )
        };
        Ok(events.into_iter().map(shown).collect())
    }
}

impl std::fmt::Debug for ChainExport {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ChainExport")
    }
}

fn write(lines: &mut Vec<u8>, line: &ChainLine) -> Result<(), Error> {
    serde_json::to_writer(&mut *lines, line)
        .map_err(|error| Error::internal(format!("a line cannot be written: {error}")))?;
    lines.push(b'\n');
    Ok(())
}
