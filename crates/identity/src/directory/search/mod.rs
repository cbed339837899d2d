//! Searches. The filter becomes a condition for the database that misses no entry; the entries are then built
//! with what the caller may see, and the filter is evaluated for them. So a filter finds out nothing else.

mod candidates;
mod condition;
mod cursor;
mod fixed;
mod groups;
mod member_names;
mod people;
mod person_entry;
mod reach;
mod sight;

use ldap::dn::Dn;
use ldap::entry::Entry;
use ldap::filter::Filter;
use ldap::request::{Scope, Selection};
use ldap::response::{Outcome, ResultCode};
use uuid::Uuid;

use super::Failed;
use super::names::{Place, Unit};
use super::who::{Present, Who};
use crate::{Context, Error};
use cursor::{Cursor, Last, Stage};
use fixed::fixed_entries;
use member_names::wants_members;
use reach::Reach;
use sight::Sight;

/// The maximum number of entries that one call returns.
pub const MOST_ENTRIES: usize = 1_000;
/// The maximum number of users that are read at once. What a search keeps in memory does not grow with the directory.
const ROWS: u64 = 500;

/// What a search looks for.
pub struct SearchRequest<'a> {
    /// Where it begins.
    pub base: &'a Dn,
    /// Which entries are searched, seen from there.
    pub scope: Scope,
    /// Which of them are found.
    pub filter: &'a Filter,
    /// Where an earlier part of the same search ended. Empty at the beginning.
    pub cookie: &'a [u8],
    /// The maximum number of entries: 1 to [`MOST_ENTRIES`].
    pub limit: usize,
    /// The attributes that are returned, so that the members of groups are only read if they are. `None`: all.
    pub selection: Option<&'a Selection>,
}

/// What a search has found.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The entries, with what the caller may see.
    pub entries: Vec<Entry>,
    /// Where this part of the search ended. Empty if nothing is left.
    pub cookie: Vec<u8>,
}

/// Finds entries below the suffix of the caller's organization.
///
/// # Errors
/// 32 if there is no entry with the name of the base, 53 for a cookie that is none.
pub async fn search(
    context: &Context,
    who: &Who,
    request: &SearchRequest<'_>,
) -> Result<Found, Failed> {
    let present = who.check(context).await?;
    let mut searching = Searching {
        context,
        sight: Sight::of(context, &present).await?,
        present: &present,
        request,
        limit: request.limit.clamp(1, MOST_ENTRIES),
        found: Vec::new(),
    };
    let place = searching.find_base().await?;
    let cursor = Cursor::read(request.cookie)?;
    let cookie = searching.run(place, cursor).await?;
    Ok(Found {
        entries: searching.found,
        cookie: cookie.map_or_else(Vec::new, Cursor::write),
    })
}

/// The entry with this name, if the caller may see it, with the members that `selection` wants.
pub(super) async fn find_entry(
    context: &Context,
    present: &Present,
    (name, selection): (&Dn, Option<&Selection>),
) -> Result<Option<Entry>, Failed> {
    let everything = Filter::And(Vec::new());
    let request = SearchRequest {
        base: name,
        scope: Scope::Base,
        filter: &everything,
        cookie: &[],
        limit: 1,
        selection,
    };
    let mut searching = Searching {
        context,
        sight: Sight::of(context, present).await?,
        present,
        request: &request,
        limit: 1,
        found: Vec::new(),
    };
    let Some(place) = present.tenant.place(name) else {
        return Ok(None);
    };
    searching.run(place, Cursor::START).await?;
    Ok(searching.found.pop())
}

/// A search in progress.
struct Searching<'a> {
    context: &'a Context,
    present: &'a Present,
    sight: Sight,
    request: &'a SearchRequest<'a>,
    limit: usize,
    found: Vec<Entry>,
}

impl<'a> Searching<'a> {
    /// Searches from `cursor` on. Returns where it has stopped, if there is more.
    async fn run(&mut self, place: Place<'_>, cursor: Cursor) -> Result<Option<Cursor>, Failed> {
        let mut after = cursor.after;
        for stage in Stage::onward(cursor.stage) {
            let stopped = match stage {
                Stage::Fixed => self.fixed(after),
                Stage::People => self.people(place, after).await?,
                Stage::Groups => self.groups(place, after).await?,
            };
            if let Some(after) = stopped {
                return Ok(Some(Cursor { stage, after }));
            }
            after = Last::NONE;
        }
        Ok(None)
    }

    /// The entries that are in every directory. `after` is the number of those that were looked at before.
    fn fixed(&mut self, after: Last) -> Option<Last> {
        let seen = usize::try_from(after.id.as_u128()).unwrap_or(usize::MAX);
        let entries = fixed_entries(self.present).into_iter().enumerate();
        for (index, entry) in entries.skip(seen) {
            let is_full = !self.take(entry);
            if is_full {
                return Some(Last::numbered(Uuid::from_u128(index as u128)));
            }
        }
        None
    }

    async fn people(&mut self, place: Place<'_>, mut after: Last) -> Result<Option<Last>, Failed> {
        let reach = Reach::of(place, self.request.scope, Unit::People);
        let tenant = &self.present.tenant;
        let plan = self.request.filter.plan();
        let Some(chosen) = people::choose(tenant, self.sight, reach, plan) else {
            return Ok(None);
        };
        let mut most = self.first_rows(ROWS);
        loop {
            let rows = people::read(self.context, tenant, &chosen, (after, most)).await?;
            let is_last = (rows.len() as u64) < most;
            let entries = people::entries(self.context, tenant, self.sight, rows).await?;
            for (last, entry) in entries {
                if !self.take(entry) {
                    return Ok(Some(after));
                }
                after = last;
            }
            if is_last {
                return Ok(None);
            }
            most = ROWS;
        }
    }

    async fn groups(&mut self, place: Place<'_>, mut after: Last) -> Result<Option<Last>, Failed> {
        let reach = Reach::of(place, self.request.scope, Unit::Groups);
        let tenant = &self.present.tenant;
        let plan = self.request.filter.plan();
        let Some(condition) = groups::condition(tenant, self.sight, reach, plan) else {
            return Ok(None);
        };
        let with_members = wants_members(self.request.filter, self.request.selection);
        let mut most = self.first_rows(groups::ROWS);
        loop {
            let page = (after.id, most);
            let mut rows = groups::read(self.context, tenant, condition.clone(), page).await?;
            let is_last = (rows.len() as u64) < most;
            let is_cut = with_members && groups::cut(&mut rows);
            let context = (self.context, with_members);
            let entries = groups::entries(context, tenant, self.sight, rows).await?;
            for (last, entry) in entries {
                if !self.take(entry) {
                    return Ok(Some(after));
                }
                after = last;
            }
            // These have to be sent before others are read.
            if is_cut && !self.found.is_empty() {
                return Ok(Some(after));
            }
            if is_last && !is_cut {
                return Ok(None);
            }
            most = groups::ROWS;
        }
    }

    /// How many rows are read first: as many as are wanted, and one that shows whether there are more. If the filter
    /// does not find all of them, more are read at once.
    fn first_rows(&self, most: u64) -> u64 {
        let left = self.limit.saturating_sub(self.found.len());
        most.min(left as u64 + 1)
    }

    /// Keeps an entry if it is searched for. Returns false if it is one too many.
    fn take(&mut self, entry: Entry) -> bool {
        use ldap::entry::Attributes;
        let SearchRequest {
            base,
            scope,
            filter,
            ..
        } = self.request;
        if !scope.includes(base, entry.dn()) || !filter.matches(&entry) {
            return true;
        }
        if self.found.len() == self.limit {
            return false;
        }
        self.found.push(entry);
        true
    }

    /// What the base is the name of, if there is such an entry that the caller may see.
    async fn find_base(&self) -> Result<Place<'a>, Failed> {
        let tenant = &self.present.tenant;
        let Some(place) = tenant.place(self.request.base) else {
            return Err(self.no_such_object());
        };
        let is_there = match place {
            Place::Suffix | Place::Unit(_) => true,
            Place::Person { .. } | Place::Group(_) | Place::Service(_) => {
                let nothing = Selection::default();
                let name = (self.request.base, Some(&nothing));
                let found = find_entry(self.context, self.present, name).await?;
                found.is_some()
            }
        };
        if is_there {
            Ok(place)
        } else {
            Err(self.no_such_object())
        }
    }

    /// The result for a base that does not exist: with the name of the nearest entry above it.
    fn no_such_object(&self) -> Failed {
        let tenant = &self.present.tenant;
        let mut above = self.request.base.parent();
        let mut outcome = Outcome::from(ResultCode::NoSuchObject);
        while let Some(name) = above {
            if let Some(Place::Suffix | Place::Unit(_)) = tenant.place(&name) {
                outcome.matched = name.to_string();
                break;
            }
            above = name.parent();
        }
        outcome.into()
    }
}

/// The entries, in the order in which they were read, each with where a search continues after it.
type Built = Result<Vec<(Last, Entry)>, Error>;
