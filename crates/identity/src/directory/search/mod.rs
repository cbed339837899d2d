//! Searches. The filter becomes a condition for the database that misses no entry; the entries are then built
//! with what the caller may see, and the filter is evaluated for them. So a filter finds out nothing else.

mod candidates;
mod condition;
mod cursor;
mod fixed;
mod group_entries;
mod groups;
mod host_names;
mod in_scope;
mod member_names;
mod named_person;
mod people;
mod person_entry;
mod visible;

use std::any::Any;
use std::sync::Arc;

use ldap::dn::Dn;
use ldap::entry::Entry;
use ldap::filter::{Filter, Truth};
use ldap::request::{Scope, Selection};
use ldap::response::{Outcome, ResultCode};
use uuid::Uuid;

use super::caller::{Caller, Present};
use super::names::{EntryName, Unit};
use super::{Failed, asserted_names};
use crate::host_access::PublishedHosts;
use crate::{Context, Error};
use cursor::{Cursor, Last, Stage};
use fixed::{can_fulfill, fixed_entries};
pub(super) use host_names::are_compared;
use in_scope::InScope;
pub(super) use member_names::Members;
use visible::Visible;

/// The maximum number of entries that one call returns.
pub const MOST_ENTRIES: usize = 1_000;
/// The maximum number of users that are read at once. What a search keeps in memory does not grow with the directory.
const ROWS: u64 = 500;
/// For how many entries a filter is evaluated without a pause.
const EVALUATED: usize = 16;

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
    /// What to keep as long as the entries are in memory.
    pub held: Option<Arc<dyn Any + Send + Sync>>,
}

/// Finds entries below the suffix of the caller's organization.
///
/// # Errors
/// 32 if there is no entry with the name of the base, 53 for a cookie that is none.
pub async fn search(
    context: &Context,
    who: &Caller,
    request: &SearchRequest<'_>,
) -> Result<Found, Failed> {
    // A search can read the whole directory, on as many connections as a client opens.
    let _turn = context.directory_turns().wait(who.organization).await;
    let present = who.check(context).await?;
    let filter = asserted_names::in_filter(&present.tenant, request.filter);
    let request = &SearchRequest {
        filter: &filter,
        ..*request
    };
    let mut searching = Searching {
        context,
        visible: Visible::of(context, &present).await?,
        present: &present,
        request,
        deciding: Members::deciding(&present.tenant, request.filter),
        returned: Members::returned(request.selection),
        shows_hosts: host_names::are_returned(request.selection),
        limit: request.limit.clamp(1, MOST_ENTRIES),
        found: Vec::new(),
        held: None,
    };
    let base = searching.find_base().await?;
    let cursor = Cursor::open(context, who, request.cookie)?;
    let rest = searching.run(base, cursor).await?;
    let cookie = rest.map(|cursor| cursor.seal(context, who)).transpose()?;
    Ok(Found {
        entries: searching.found,
        cookie: cookie.unwrap_or_default(),
        held: searching.held,
    })
}

/// Which entry is read, and what of it that takes statements of its own.
pub(super) struct Wanted<'a> {
    /// The name.
    pub name: &'a Dn,
    /// The members, if it is a group.
    pub members: Members,
    /// Whether the hosts that it may sign in to are read, if it is a user.
    pub hosts: bool,
}

/// The entry, if the caller may see it.
pub(super) async fn find_entry(
    context: &Context,
    present: &Present,
    wanted: Wanted<'_>,
) -> Result<Option<Entry>, Failed> {
    let everything = Filter::And(Vec::new());
    let request = SearchRequest {
        base: wanted.name,
        scope: Scope::Base,
        filter: &everything,
        cookie: &[],
        limit: 1,
        selection: None,
    };
    let mut searching = Searching {
        context,
        visible: Visible::of(context, present).await?,
        present,
        request: &request,
        deciding: Members::None,
        returned: wanted.members,
        shows_hosts: wanted.hosts,
        limit: 1,
        found: Vec::new(),
        held: None,
    };
    let Some(base) = present.tenant.entry_name(wanted.name) else {
        return Ok(None);
    };
    searching.run(base, Cursor::START).await?;
    Ok(searching.found.pop())
}

/// A search in progress.
struct Searching<'a> {
    context: &'a Context,
    present: &'a Present,
    visible: Visible,
    request: &'a SearchRequest<'a>,
    /// The members of groups that decide which ones are found.
    deciding: Members,
    /// The members of groups that are returned.
    returned: Members,
    /// Whether users are returned with the hosts that they may sign in to. A filter by host always reads the hosts.
    shows_hosts: bool,
    limit: usize,
    found: Vec<Entry>,
    /// The place of a group with many members that was found.
    held: Option<Arc<dyn Any + Send + Sync>>,
}

impl<'a> Searching<'a> {
    /// Searches from `cursor` on. Returns where it has stopped, if there is more.
    async fn run(&mut self, base: EntryName<'_>, cursor: Cursor) -> Result<Option<Cursor>, Failed> {
        let mut after = cursor.after;
        for stage in Stage::onward(cursor.stage) {
            let stopped = match stage {
                Stage::Fixed => self.fixed(after),
                Stage::People => self.people(base, after).await?,
                Stage::Groups => {
                    let stopped = self.groups(base, after.id).await?;
                    stopped.map(Last::numbered)
                }
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
        if !can_fulfill(self.request.filter.plan()) {
            return None;
        }
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

    async fn people(
        &mut self,
        base: EntryName<'_>,
        mut after: Last,
    ) -> Result<Option<Last>, Failed> {
        let in_scope = InScope::of(base, self.request.scope, Unit::People);
        if in_scope == InScope::None {
            return Ok(None);
        }
        let tenant = &self.present.tenant;
        let plan = self.request.filter.plan();
        let is_by_host = host_names::decide(self.request.filter);
        let deciding = self.hosts(is_by_host).await?;
        let Some(chosen) = people::choose(tenant, &deciding, self.visible, in_scope, plan) else {
            return Ok(None);
        };
        // Unless the filter is by host, hosts are read only after a user was found.
        let mut shown = None;
        let mut most = self.first_rows(ROWS);
        loop {
            let rows = people::read(self.context, tenant, &chosen, (after, most)).await?;
            let is_last = (rows.len() as u64) < most;
            if !is_by_host && shown.is_none() && !rows.is_empty() {
                shown = Some(self.hosts(self.shows_hosts).await?);
            }
            let hosts = shown.as_ref().unwrap_or(&deciding);
            let entries =
                people::entries(self.context, tenant, (self.visible, hosts), rows).await?;
            for (index, (last, entry)) in entries.into_iter().enumerate() {
                pause(index).await;
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

    /// The hosts that users may sign in to, if they are needed and the directory has Unix accounts.
    async fn hosts(&self, are_needed: bool) -> Result<PublishedHosts, Error> {
        let tenant = &self.present.tenant;
        if !(are_needed && tenant.policy().posix) {
            return Ok(PublishedHosts::none());
        }
        PublishedHosts::read(self.context.database().read(), tenant.id()).await
    }

    /// How many rows are read first: as many as are wanted, and one that shows whether there are more. If the filter
    /// does not find all of them, more are read at once.
    fn first_rows(&self, most: u64) -> u64 {
        let left = self.limit.saturating_sub(self.found.len());
        most.min(left as u64 + 1)
    }

    /// Keeps an entry if it is searched for. Returns false if it is one too many.
    fn take(&mut self, entry: Entry) -> bool {
        if !self.wants(&entry) {
            return true;
        }
        if self.found.len() == self.limit {
            return false;
        }
        self.found.push(entry);
        true
    }

    /// Whether an entry is searched for.
    fn wants(&self, entry: &Entry) -> bool {
        self.reaches(entry) && self.request.filter.matches(entry)
    }

    /// As [`Self::wants`], for a group. A group can have all users as members, and each term of the filter is compared
    /// with all of them, so other tasks get a turn after each term.
    async fn wants_group(&self, entry: &Entry) -> bool {
        if !self.reaches(entry) {
            return false;
        }
        let filter = self.request.filter;
        let mut truths = Vec::new();
        for leaf in filter.leaves() {
            truths.push(leaf.evaluate(entry));
            tokio::task::yield_now().await;
        }
        filter.decided_by(&mut truths.into_iter()) == Truth::True
    }

    fn reaches(&self, entry: &Entry) -> bool {
        use ldap::entry::Attributes;
        let SearchRequest { base, scope, .. } = self.request;
        let tenant = &self.present.tenant;
        scope.includes(&tenant.in_tree(base), &tenant.in_tree(entry.dn()))
    }

    /// What the base is the name of, if there is such an entry that the caller may see.
    async fn find_base(&self) -> Result<EntryName<'a>, Failed> {
        let tenant = &self.present.tenant;
        let Some(base) = tenant.entry_name(self.request.base) else {
            return Err(self.no_such_object());
        };
        let is_there = match base {
            EntryName::Suffix | EntryName::Unit(_) => true,
            EntryName::Person { .. } | EntryName::Group(_) | EntryName::Service(_) => {
                let wanted = Wanted {
                    name: self.request.base,
                    members: Members::None,
                    hosts: false,
                };
                let found = find_entry(self.context, self.present, wanted).await?;
                found.is_some()
            }
        };
        if is_there {
            Ok(base)
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
            if let Some(EntryName::Suffix | EntryName::Unit(_)) = tenant.entry_name(&name) {
                outcome.matched = name.to_string();
                break;
            }
            above = name.parent();
        }
        outcome.into()
    }
}

/// Lets others continue now and then, because a long filter takes milliseconds for each entry. It is also where the
/// time limit of a search takes effect.
async fn pause(index: usize) {
    if index % EVALUATED == EVALUATED - 1 {
        tokio::task::yield_now().await;
    }
}

/// The entries, in the order in which they were read, each with where a search continues after it.
type Built = Result<Vec<(Last, Entry)>, Error>;
