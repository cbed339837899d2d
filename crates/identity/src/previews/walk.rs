use rules::account::AccountKind;
use rules::preview::{PolicyOutcome, PreviewedAccount};
use rules::sign_in::WaysIn;
use rules::state::UserState;
use rules::time::Timestamp;
use uuid::Uuid;

use super::proposal::{Proposal, Side};
use super::row::{self, Row};
use crate::accounts::{fewest_failures, is_usable, would_verify};
use crate::factors::with_passkey;
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

/// An account that the change affects.
pub(super) struct Affected {
    pub id: Uuid,
    pub kind: AccountKind,
    pub created_at: Timestamp,
    pub outcomes: Vec<PolicyOutcome>,
    /// The account after the change.
    pub changed: PreviewedAccount,
}

/// The affected ones of the accounts that were read at once.
pub(super) struct Batch {
    /// How many accounts were read.
    pub examined: u64,
    pub affected: Vec<Affected>,
}

/// Reads all accounts that a proposal can affect.
pub(super) struct Walk<'a> {
    context: &'a Context,
    proposal: &'a Proposal,
    next: Option<Position>,
}

impl<'a> Walk<'a> {
    pub const fn starting_at(
        context: &'a Context,
        proposal: &'a Proposal,
        position: Position,
    ) -> Self {
        Self {
            context,
            proposal,
            next: Some(position),
        }
    }

    /// Reads and judges the next accounts; `None` after the last one.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn next(&mut self) -> Result<Option<Batch>, Error> {
        let Some(position) = self.next else {
            return Ok(None);
        };
        let read = self.context.database().read();
        let rows = row::read(read, self.proposal.organization, position, ROWS).await?;
        self.next = match rows.last() {
            Some(last) if rows.len() as u64 == ROWS => Some(Position {
                kind: position.kind,
                last: Some((last.created_at.unix_millis(), last.id)),
            }),
            _ if position.kind == AccountKind::User && self.proposal.concerns_administrators => {
                Some(Position {
                    kind: AccountKind::Administrator,
                    last: None,
                })
            }
            _ => None,
        };
        Ok(Some(Batch {
            examined: rows.len() as u64,
            affected: self.judge(position.kind, &rows).await?,
        }))
    }

    async fn judge(&self, kind: AccountKind, rows: &[Row]) -> Result<Vec<Affected>, Error> {
        let proposal = self.proposal;
        let (before, after, now) = (&proposal.before, &proposal.after, proposal.now);
        let is_verified = |row: &Row, side: &Side| {
            row.has_password() && would_verify(row, side.lockout(kind), now)
        };
        // Only where the password is not enough, other ways in matter.
        let needs_another_way = |row: &&Row| {
            let account = row.account();
            row.state == UserState::Active
                && (account.sign_in.password.lock_at(now).is_some()
                    || !is_verified(row, before)
                    || !is_verified(row, after))
        };
        let ids: Vec<Uuid> = rows
            .iter()
            .filter(needs_another_way)
            .map(|row| row.id)
            .collect();
        let (context, organization) = (self.context, proposal.organization);
        let failures = fewest_failures(context.database().read(), organization, &ids, now).await?;
        let passkeys = with_passkey(context, kind.portal(), organization, &ids).await?;
        let ways_in = |row: &Row, side: &Side| {
            let failures = failures.get(&row.id);
            let known = failures.is_some_and(|count| is_usable(*count, side.lockout(kind)));
            WaysIn {
                password_is_verified: is_verified(row, side),
                known_browser: known && row.has_password(),
                passkey: passkeys.contains(&row.id),
            }
        };
        let affected = rows.iter().filter_map(|row| {
            let account = row.account();
            let outcomes = account.outcomes(
                (&before.policies, ways_in(row, before)),
                (&after.policies, ways_in(row, after)),
                now,
            );
            (!outcomes.is_empty()).then(|| Affected {
                id: row.id,
                kind,
                created_at: row.created_at,
                outcomes,
                changed: account.changed(&before.policies, &after.policies, now),
            })
        });
        Ok(affected.collect())
    }
}
