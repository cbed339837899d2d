//! The groups that a search finds. What it keeps in memory does not grow with their number: of all groups with
//! many members, a few are read at a time.

use std::sync::Arc;

use entity::user_group::Model;
use ldap::entry::Entry;
use ldap::response::ResultCode;
use uuid::Uuid;

use super::groups::{ROWS, condition, entries, read};
use super::in_scope::InScope;
use super::member_names::Members;
use super::visible::Visible;
use super::{Failed, Searching};
use crate::directory::names::{EntryName, Unit};

/// How many members are read at once, unless a single group has more.
const MOST_MEMBERS: u64 = 10_000;
/// How many answers of an organization with a group that has more are sent at the same time.
const LARGE_AT_ONCE: u8 = 8;

/// A group that is searched for.
struct Matching {
    row: Model,
    /// Its entry, unless it has to be built with other members than those that decided.
    entry: Option<Entry>,
}

impl Searching<'_> {
    /// Finds groups after `after`. Returns where it has stopped, if there is more.
    pub(super) async fn groups(
        &mut self,
        base: EntryName<'_>,
        mut after: Uuid,
    ) -> Result<Option<Uuid>, Failed> {
        let in_scope = InScope::of(base, self.request.scope, Unit::Groups);
        let tenant = &self.present.tenant;
        let plan = self.request.filter.plan();
        let Some(condition) = condition(tenant, self.visible, in_scope, plan) else {
            return Ok(None);
        };
        let mut members = 0;
        let mut most = self.first_rows(ROWS);
        loop {
            let rows = read(self.context, tenant, condition.clone(), (after, most)).await?;
            let is_last = (rows.len() as u64) < most;
            let Some(end) = rows.last().map(|row| row.id) else {
                return Ok(None);
            };
            for mut part in self.parts(self.matching(rows).await?) {
                let room = self.limit - self.found.len();
                let is_too_long = part.len() > room;
                part.truncate(room);
                let Some(last) = part.last().map(|one| one.row.id) else {
                    return Ok(Some(after));
                };
                after = last;
                members += self.return_all(part).await?;
                if is_too_long || members >= MOST_MEMBERS && self.found.len() < self.limit {
                    return Ok(Some(after));
                }
            }
            after = end;
            if is_last {
                return Ok(None);
            }
            most = ROWS;
        }
    }

    /// Those of the groups that are searched for.
    async fn matching(&self, rows: Vec<Model>) -> Result<Vec<Matching>, Failed> {
        let reads_all = matches!(self.deciding, Members::All(_));
        let is_returned = self.deciding == self.returned || self.returned == Members::None;
        let is_final = is_returned && !reads_all;
        let parts = if reads_all {
            split(rows, |row| self.members_of(row))
        } else {
            vec![rows]
        };
        let mut matching = Vec::new();
        for part in parts {
            let built = self.build(&part, &self.deciding).await?;
            for (row, entry) in part.into_iter().zip(built) {
                if self.wants_group(&entry).await {
                    let entry = Some(entry).filter(|_| is_final);
                    matching.push(Matching { row, entry });
                }
            }
        }
        Ok(matching)
    }

    /// The groups whose members are read together.
    fn parts(&self, matching: Vec<Matching>) -> Vec<Vec<Matching>> {
        let reads_all = matches!(self.returned, Members::All(_));
        split(matching, |one| {
            if reads_all {
                self.members_of(&one.row)
            } else {
                0
            }
        })
    }

    /// Adds the entries of these groups to what is found. Returns the number of their members that were read.
    async fn return_all(&mut self, part: Vec<Matching>) -> Result<u64, Failed> {
        if part.iter().all(|one| one.entry.is_some()) {
            self.found
                .extend(part.into_iter().filter_map(|one| one.entry));
            return Ok(0);
        }
        let rows: Vec<Model> = part.into_iter().map(|one| one.row).collect();
        let members: u64 = rows.iter().map(|row| self.members_of(row)).sum();
        if members > MOST_MEMBERS && matches!(self.returned, Members::All(_)) {
            self.take_slot()?;
        }
        let built = self.build(&rows, &self.returned).await?;
        self.found.extend(built);
        Ok(members)
    }

    /// Takes a slot for a group with many members, which stays in memory until the client has taken it.
    fn take_slot(&mut self) -> Result<(), Failed> {
        if self.held.is_none() {
            let slots = self.context.directory_slots();
            let slot = slots.take_one_of(LARGE_AT_ONCE, self.present.tenant.id());
            let slot = slot.ok_or_else(|| {
                let message = "too many large groups are being read: try again in a moment";
                Failed::refused(ResultCode::Busy, message)
            })?;
            self.held = Some(Arc::new(slot));
        }
        Ok(())
    }

    /// The most members of a group that can be read.
    fn members_of(&self, row: &Model) -> u64 {
        let all = row.members.unsigned_abs();
        match self.visible {
            // Users see themselves only.
            Visible::Own(_) => all.min(1),
            _ => all,
        }
    }

    async fn build(&self, rows: &[Model], members: &Members) -> Result<Vec<Entry>, Failed> {
        let tenant = &self.present.tenant;
        Ok(entries(self.context, tenant, (self.visible, members), rows).await?)
    }
}

/// Splits groups into parts with at most [`MOST_MEMBERS`], or one group.
fn split<T>(groups: Vec<T>, members: impl Fn(&T) -> u64) -> Vec<Vec<T>> {
    let (mut parts, mut part, mut count) = (Vec::new(), Vec::new(), 0_u64);
    for group in groups {
        let more = members(&group);
        if !part.is_empty() && count.saturating_add(more) > MOST_MEMBERS {
            parts.push(std::mem::take(&mut part));
            count = 0;
        }
        count = count.saturating_add(more);
        part.push(group);
    }
    if !part.is_empty() {
        parts.push(part);
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_read_together_as_long_as_they_are_small() {
        let split = |groups: &[u64]| split(groups.to_vec(), |members| *members);
        assert_eq!(split(&[]), Vec::<Vec<u64>>::new());
        assert_eq!(split(&[1, 2, 9_997]), [vec![1, 2, 9_997]]);
        assert_eq!(split(&[6_000, 4_000, 1]), [vec![6_000, 4_000], vec![1]]);
        assert_eq!(split(&[100_000]), [vec![100_000]]);
        assert_eq!(split(&[100_000, 1]), [vec![100_000], vec![1]]);
        assert_eq!(
            split(&[6_000, 5_000, 100_000, 0, 7]),
            [vec![6_000], vec![5_000], vec![100_000], vec![0, 7]]
        );
    }
}
