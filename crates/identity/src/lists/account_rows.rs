//! The rows of a page of accounts, in their order.
//!
//! Accounts without a value come last in both directions. So a page has up to two parts, each of which is a range of
//! the sort's index, if there is one: first the accounts with a value, then the others, which are sorted by identifier.
//! The parts are two statements. A user who loses the value in between is in the first part only; one who gains a value
//! may be missing.
//!
//! The place of the last row is what it was sorted by, not what is read later: otherwise a change in between would let
//! the next page skip or repeat others.

use contract::filter::ListFilter;
use entity::{account, user_profile};
use rules::time::Timestamp;
use sea_orm::sea_query::{Expr, SelectStatement};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait,
    Select, SelectTwo,
};
use uuid::Uuid;

use super::account_page::{AccountList, Row, Rows, looked_up, scope, unindexed};
use super::account_sort::{AccountSort, KeySort};
use super::column_sort::ColumnSort;
use super::cursor::{After, Key};
use super::page_order::{after, after_id};
use super::text_sort::{First, TextSort};
use crate::Error;

/// The number of users per statement that reads texts.
const BATCH: u64 = 5000;

/// How to find a page.
#[derive(Clone, Copy)]
pub(super) enum Way<'a> {
    /// Scans the list in its order, and tests each account.
    Walk,
    /// Sorts all accounts that match. They are found among those that this selects.
    Collect(Option<&'a SelectStatement>),
}

/// A part of the list.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Everybody, if all have a value.
    All,
    /// Those with a value.
    WithValue,
    /// Those without a value.
    WithoutValue,
}

impl<F: ListFilter> AccountList<'_, F> {
    /// Reads the rows of the page.
    ///
    /// # Errors
    /// If the database fails.
    pub(super) async fn rows(
        &self,
        db: &impl ConnectionTrait,
        way: Way<'_>,
    ) -> Result<Rows, Error> {
        let sort = match &self.sort {
            AccountSort::Text(sort) => return self.rows_by_text(db, *sort, way).await,
            AccountSort::Key(sort) => sort,
        };
        let mut keyed: Vec<(Key, Row)> = Vec::new();
        for part in self.parts(sort) {
            let missing = self.request.rows().saturating_sub(keyed.len() as u64);
            if missing > 0 {
                let known = keyed.iter().map(|(_, (account, _))| account.id).collect();
                let page = self.page_of_part(sort, *part, way, (known, missing));
                let rows = self.in_order(sort, *part, page);
                keyed.extend(sort.keyed(db, rows).await?);
            }
        }
        let last = self.request.cut(&mut keyed);
        let last = last.map(|(key, (account, _))| After {
            key: key.clone(),
            id: account.id,
        });
        let rows = keyed.into_iter().map(|(_, row)| row);
        Ok((rows.collect(), last))
    }

    /// The parts of the list that the page can contain, in their order.
    fn parts(&self, sort: &KeySort) -> &'static [Part] {
        match (sort.empty(), &self.request.after) {
            (None, _) => &[Part::All],
            (Some(empty), Some(last)) if last.key == empty => &[Part::WithoutValue],
            (Some(_), _) => &[Part::WithValue, Part::WithoutValue],
        }
    }

    /// Selects the identifiers of the first `rows` accounts of the page in this part of the list. `known` are those
    /// of the previous part.
    fn page_of_part(
        &self,
        sort: &KeySort,
        part: Part,
        way: Way<'_>,
        (known, rows): (Vec<Uuid>, u64),
    ) -> SelectStatement {
        if let (Way::Collect(_), KeySort::Column(ColumnSort::Name)) = (way, sort)
            && let Some(users) = self.copied_rows()
        {
            return users.page(self.request);
        }
        let (accounts, [by, id]) = self.placed(sort, part, way);
        let accounts = accounts.select_only().column(account::Column::Id);
        let descending = self.request.descending;
        let last = self.request.after.as_ref();
        let page = if part == Part::WithoutValue {
            let last = last.filter(|last| sort.empty().as_ref() == Some(&last.key));
            let accounts = accounts.filter(sort.has_none(by));
            let accounts = if known.is_empty() {
                accounts
            } else {
                accounts.filter(account::Column::Id.is_not_in(known))
            };
            after_id(accounts, id, descending, last.map(|last| last.id))
        } else {
            // What follows a value in ascending order has one. SQLite uses only one lower bound of a range.
            let accounts = if part == Part::WithValue && (descending || last.is_none()) {
                accounts.filter(sort.has_value(by.clone()))
            } else {
                accounts
            };
            let last = last.and_then(|last| Some((sort.bound(last.key.value()?), last.id)));
            after(accounts, [by, id], descending, last)
        };
        page.limit(rows).into_query()
    }

    /// The accounts that match, and the expressions that order them.
    fn placed(
        &self,
        sort: &KeySort,
        part: Part,
        way: Way<'_>,
    ) -> (Select<account::Entity>, [Expr; 2]) {
        let id = Expr::col((account::Entity, account::Column::Id));
        match (way, sort) {
            (Way::Walk, KeySort::Attribute(sort)) if part == Part::WithValue => {
                let users = sort.join(self.tested(self.among_values()));
                (users, sort.joined_place())
            }
            (Way::Walk, _) => {
                let accounts = scope(self.organization, self.kind);
                (self.tested(accounts), [sort.by(), id])
            }
            (Way::Collect(lead), KeySort::Column(sort)) => {
                (self.matching_accounts(lead), sort.place().map(unindexed))
            }
            (Way::Collect(lead), _) => (self.matching_accounts(lead), [sort.by(), unindexed(id)]),
        }
    }

    /// The accounts of the list, to be joined with the values of an attribute in the order of their index. They are
    /// excluded by what they are not, because SQLite would prefer an index of accounts.
    fn among_values(&self) -> Select<account::Entity> {
        let is_other = Condition::any()
            .add(account::Column::OrganizationId.ne(self.organization.0))
            .add(account::Column::Kind.ne(self.kind));
        account::Entity::find().filter(is_other.not())
    }

    /// The rows with the identifiers that `page` selects, in order.
    fn in_order(
        &self,
        sort: &KeySort,
        part: Part,
        page: SelectStatement,
    ) -> SelectTwo<account::Entity, user_profile::Entity> {
        let accounts = account::Entity::find().filter(account::Column::Id.in_subquery(page));
        let id = Expr::col((account::Entity, account::Column::Id));
        let descending = self.request.descending;
        let ordered = if part == Part::WithoutValue {
            after_id(accounts, id, descending, None)
        } else {
            after(accounts, [sort.by(), id], descending, None)
        };
        ordered.find_also_related(user_profile::Entity)
    }

    /// As [`rows`](Self::rows), by a text that the server folds. Somebody who is deleted after the texts are read is
    /// missing from the page.
    async fn rows_by_text(
        &self,
        db: &impl ConnectionTrait,
        sort: TextSort,
        way: Way<'_>,
    ) -> Result<Rows, Error> {
        let mut first = self.first_by_text(db, sort, way).await?;
        let last = self.request.cut(&mut first).map(|(key, id)| After {
            key: Key::Text(key.clone()),
            id: *id,
        });
        let ids: Vec<Uuid> = first.into_iter().map(|(_, id)| id).collect();
        let mut rows = looked_up(self.organization, self.kind)
            .filter(account::Column::Id.is_in(ids.iter().copied()))
            .find_also_related(user_profile::Entity)
            .all(db)
            .await?;
        rows.sort_by_key(|(account, _)| ids.iter().position(|id| *id == account.id));
        Ok((rows, last))
    }

    /// Returns the keys and identifiers of the accounts of the page, in order, plus one if another page follows. Reads
    /// the texts of all that match: in batches if many match, at once otherwise.
    async fn first_by_text(
        &self,
        db: &impl ConnectionTrait,
        sort: TextSort,
        way: Way<'_>,
    ) -> Result<Vec<(String, Uuid)>, Error> {
        let after_text = self
            .request
            .after
            .as_ref()
            .and_then(|last| match &last.key {
                Key::Text(text) => Some((text.clone(), last.id)),
                Key::Id | Key::At(_) | Key::Attribute(..) => None,
            });
        let most = usize::try_from(self.request.rows()).unwrap_or(usize::MAX);
        let mut first = First::new(most, self.request.descending, after_text);
        let mut last: Option<(Timestamp, Uuid)> = None;
        loop {
            let texts = match way {
                Way::Collect(lead) => self.matching_accounts(lead),
                Way::Walk => {
                    let accounts = self.tested(scope(self.organization, self.kind));
                    let last = last.map(|(at, id)| (Expr::value(at), id));
                    after(accounts, ColumnSort::CreatedAt.place(), false, last).limit(BATCH)
                }
            };
            let batch: Vec<(Uuid, Timestamp, Option<String>)> = texts
                .left_join(user_profile::Entity)
                .select_only()
                .columns([account::Column::Id, account::Column::CreatedAt])
                .expr_as(sort.text(db.get_database_backend()), "text")
                .into_tuple()
                .all(db)
                .await?;
            let read = batch.len() as u64;
            last = batch.last().map(|(id, at, _)| (*at, *id));
            for (id, _, text) in batch {
                first.add(sort.fold(text.as_deref()), id);
            }
            if read < BATCH || matches!(way, Way::Collect(_)) {
                return Ok(first.users());
            }
        }
    }
}
