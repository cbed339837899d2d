use contract::filter::ListFilter;
use contract::ids::OrganizationId;
use contract::page::{Counting, DEFAULT_LIMIT, ListQuery, MAX_LIMIT, Page, Total};
use sea_orm::sea_query::Expr;
use sea_orm::{EntityTrait, QuerySelect, Select, Value};
use uuid::Uuid;

use super::cursor::{self, After, Key};
use super::page_order;
use super::search_words;
use crate::{Context, Error};

/// What a list can be asked for.
pub(crate) struct Shape {
    /// Its name; its cursors open no other list.
    pub name: &'static str,
    /// The keys it can be sorted by; empty when its order is fixed.
    pub sorts: &'static [&'static str],
    /// The order when the query does not say, as the query would say it.
    pub default_sort: &'static str,
    /// Whether it can be searched.
    pub search: bool,
}

/// A query that was read.
pub(crate) struct Request<F> {
    /// Items on the page.
    limit: u8,
    /// The key to sort by.
    pub sort: &'static str,
    /// Whether the order is turned round.
    pub descending: bool,
    /// The folded words that must all be found.
    pub words: Vec<String>,
    /// The row after which the page begins.
    pub after: Option<After>,
    /// What items must have.
    pub filter: F,
    /// Whether all that match are counted, however many.
    pub exact_total: bool,
    belongs_to: String,
}

impl Shape {
    /// Reads a query for the list of `organization`. `part` tells lists of one name apart,
    /// such as the activity of different users.
    ///
    /// # Errors
    /// `invalid-query` saying what the list knows; `invalid-cursor`.
    pub fn read<F: ListFilter>(
        &self,
        context: &Context,
        organization: OrganizationId,
        part: Option<Uuid>,
        query: &ListQuery,
    ) -> Result<Request<F>, Error> {
        let limit = query.limit.unwrap_or(DEFAULT_LIMIT);
        if !(1..=MAX_LIMIT).contains(&limit) {
            return Err(Error::InvalidQuery(format!("limit is 1 to {MAX_LIMIT}")));
        }
        let (sort, descending) = self.sort(query.sort.as_deref())?;
        let filter: F = query.filter.as_deref().unwrap_or_default().parse()?;
        let words = match query.search.as_deref() {
            None | Some("") => Vec::new(),
            Some(_) if !self.search => {
                return Err(Error::InvalidQuery(
                    "This list cannot be searched".to_owned(),
                ));
            }
            Some(text) => search_words::parse(text)?,
        };
        let belongs_to = serde_json::json!([
            organization,
            self.name,
            part,
            sort,
            descending,
            filter.to_string(),
            words
        ])
        .to_string();
        let after = query
            .cursor
            .as_deref()
            .map(|cursor| cursor::open(context, &belongs_to, cursor))
            .transpose()?;
        Ok(Request {
            limit,
            sort,
            descending,
            words,
            after,
            filter,
            exact_total: query.total == Some(Counting::Exact),
            belongs_to,
        })
    }

    fn sort(&self, asked: Option<&str>) -> Result<(&'static str, bool), Error> {
        let text = match asked {
            None | Some("") => self.default_sort,
            Some(text) => text,
        };
        let (name, descending) = match text.strip_prefix('-') {
            Some(name) => (name, true),
            None => (text, false),
        };
        let known = self.sorts.iter().find(|known| **known == name);
        match (known, asked) {
            (Some(known), _) => Ok((known, descending)),
            _ if self.sorts.is_empty() && asked.is_none_or(str::is_empty) => Ok(("", true)),
            _ if self.sorts.is_empty() => Err(Error::InvalidQuery(
                "This list is always sorted with the latest first".to_owned(),
            )),
            _ => Err(Error::InvalidQuery(format!(
                "Sort this list by one of: {}; a - before the name reverses the order",
                self.sorts.join(", ")
            ))),
        }
    }
}

impl<F> Request<F> {
    /// How many rows to fetch: one more than the page has tells whether another follows.
    pub fn rows(&self) -> u64 {
        u64::from(self.limit) + 1
    }

    /// The values that the page begins after; `None` where the identifier alone places a row.
    pub fn after(&self) -> Option<(Value, Uuid)> {
        let after = self.after.as_ref()?;
        let value = match &after.key {
            Key::Text(text) => text.as_str().into(),
            Key::At(at) => (*at).into(),
            Key::Id => return None,
        };
        Some((value, after.id))
    }

    /// The page of `rows` in the order of `place`, and one row more.
    pub fn page_of<E: EntityTrait>(&self, rows: Select<E>, place: [Expr; 2]) -> Select<E> {
        page_order::after(rows, place, self.descending, self.after()).limit(self.rows())
    }

    /// Makes the page of the fetched rows.
    ///
    /// # Errors
    /// When the machine has no randomness to give.
    pub fn page<R, T>(
        &self,
        context: &Context,
        mut rows: Vec<R>,
        total: Total,
        last: impl FnOnce(&R) -> (Key, Uuid),
        item: impl FnMut(R) -> T,
    ) -> Result<Page<T>, Error> {
        let more = rows.len() > usize::from(self.limit);
        rows.truncate(usize::from(self.limit));
        let next_cursor = match rows.last() {
            Some(row) if more => {
                let (key, id) = last(row);
                Some(cursor::seal(context, &self.belongs_to, &After { key, id })?)
            }
            _ => None,
        };
        Ok(Page {
            items: rows.into_iter().map(item).collect(),
            total: total.number,
            total_is_exact: total.is_exact,
            next_cursor,
        })
    }
}
