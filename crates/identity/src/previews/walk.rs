use rules::account::AccountKind;
use uuid::Uuid;

use super::proposal::{Affected, Proposal};
use super::row;
use crate::{Context, Error};

/// The number of accounts that are read at once. Only these are in memory.
const ROWS: u64 = 1000;

/// A position in the order of all accounts: users first, each kind in the order of creation.
#[derive(Clone, Copy, Debug)]
pub(super) struct Position {
    pub kind: AccountKind,
    /// When the last account that was read was created, and its identifier.
    pub last: Option<(i64, Uuid)>,
}

impl Position {
    pub const START: Self = Self {
        kind: AccountKind::User,
        last: None,
    };
}

/// The affected ones of the accounts that were read at once.
pub(super) struct Batch {
    /// How many accounts were read.
    pub examined: u64,
    pub affected: Vec<Affected>,
}

/// Reads all accounts that a proposal can affect.
pub(super) struct Walk<'a, P> {
    context: &'a Context,
    proposal: &'a P,
    next: Option<Position>,
}

impl<'a, P: Proposal> Walk<'a, P> {
    pub const fn starting_at(context: &'a Context, proposal: &'a P, position: Position) -> Self {
        Self {
            context,
            proposal,
            next: Some(position),
        }
    }

    /// Reads and evaluates the next accounts; `None` after the last one.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn next(&mut self) -> Result<Option<Batch>, Error> {
        let Some(position) = self.next else {
            return Ok(None);
        };
        let read = self.context.database().read();
        let rows = row::read(read, self.proposal.organization(), position, ROWS).await?;
        self.next = match rows.last() {
            Some(last) if rows.len() as u64 == ROWS => Some(Position {
                kind: position.kind,
                last: Some((last.created_at.unix_millis(), last.id)),
            }),
            _ if position.kind == AccountKind::User && self.proposal.concerns_administrators() => {
                Some(Position {
                    kind: AccountKind::Administrator,
                    last: None,
                })
            }
            _ => None,
        };
        let affected = self.proposal.evaluate(self.context, position.kind, &rows);
        Ok(Some(Batch {
            examined: rows.len() as u64,
            affected: affected.await?,
        }))
    }
}
