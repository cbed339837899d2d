use contract::filter::ListFilter;
use contract::ids::OrganizationId;
use contract::page::{Counting, DEFAULT_LIMIT, ListQuery, MAX_LIMIT, Page, Total};
use contract::problem::FieldError;
use rules::attribute::is_name;
use sea_orm::sea_query::Expr;
use sea_orm::{EntityTrait, QuerySelect, Select};
use uuid::Uuid;

use super::cursor::{self, After, Key};
use super::exported_list::EXPORT_PAGE_ROWS;
use super::page_order;
use super::search_words;
use crate::{Context, Error};

/// The end of a sort key that stands for the keys of all attributes.
const ANY_NAME: &str = "<name>";

/// The queries that a list supports.
pub(crate) struct Shape {
    /// The list's name. A cursor only works for the list with its name.
    pub name: &'static str,
    /// The sort keys; empty if the order is fixed. One that ends in `<name>` stands for a key for each
    /// attribute.
    pub sorts: &'static [&'static str],
    /// The default order, in the syntax of `sort`.
    pub default_sort: &'static str,
    /// Whether it can be searched.
    pub search: bool,
}

/// A parsed query.
pub(crate) struct Request<F> {
    /// The number of items per page.
    limit: u16,
    /// The key to sort by. The attribute that it may name need not exist.
    pub sort: String,
    /// Whether the order is descending.
    pub descending: bool,
    /// The folded search words, all of which must match.
    pub words: Vec<String>,
    /// The last row of the previous page.
    pub after: Option<After>,
    /// The filter.
    pub filter: F,
    /// Whether to count all matching items, without a limit.
    pub exact_total: bool,
    /// The number of all matching items, if they need not be counted.
    pub(super) known_total: Option<Total>,
    belongs_to: String,
}

impl Shape {
    /// A list that is always newest first and cannot be searched.
    pub const fn newest_first(name: &'static str) -> Self {
        Self {
            name,
            sorts: &[],
            default_sort: "",
            search: false,
        }
    }

    /// A list that is sorted by name or by creation, and that can be searched.
    pub const fn by_name_or_creation(name: &'static str) -> Self {
        Self {
            name,
            sorts: &["name", "createdAt"],
            default_sort: "name",
            search: true,
        }
    }

    /// Parses a query for a list of `organization`. `part` distinguishes lists with the same name,
    /// such as the activity of different users.
    ///
    /// # Errors
    /// `invalid-query` with the supported values; `invalid-cursor`.
    pub fn read<F: ListFilter>(
        &self,
        context: &Context,
        organization: OrganizationId,
        part: Option<Uuid>,
        query: &ListQuery,
    ) -> Result<Request<F>, Error> {
        let limit = query.limit.unwrap_or(DEFAULT_LIMIT);
        let mut errors = Vec::new();
        if !(1..=MAX_LIMIT).contains(&limit) {
            let mend = format!("limit must be from 1 to {MAX_LIMIT}");
            collect(&mut errors, Err::<(), _>(Error::query("limit", mend)))?;
        }
        if query.after.is_some() {
            let mend = "This list has no positions: send cursor instead of after";
            collect(&mut errors, Err::<(), _>(Error::query("after", mend)))?;
        }
        let (sort, descending) = collect(&mut errors, self.sort(query.sort.as_deref()))?;
        let filter = query.filter.as_deref().unwrap_or_default().parse::<F>();
        let filter = collect(&mut errors, filter.map_err(Error::from))?;
        let words = collect(&mut errors, self.words(query.search.as_deref()))?;
        if !errors.is_empty() {
            return Err(Error::InvalidQuery(errors));
        }
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
            .filter(|cursor| !cursor.is_empty())
            .map(|cursor| cursor::open(context, &belongs_to, cursor))
            .transpose()?;
        Ok(Request {
            limit: limit.into(),
            sort,
            descending,
            words,
            after,
            filter,
            exact_total: query.total == Some(Counting::Exact),
            known_total: None,
            belongs_to,
        })
    }

    fn words(&self, search: Option<&str>) -> Result<Vec<String>, Error> {
        match search {
            None | Some("") => Ok(Vec::new()),
            Some(_) if !self.search => Err(Error::query("search", "This list cannot be searched")),
            Some(text) => search_words::parse(text),
        }
    }

    fn sort(&self, asked: Option<&str>) -> Result<(String, bool), Error> {
        let text = match asked {
            None | Some("") => self.default_sort,
            Some(text) => text,
        };
        let (name, descending) = match text.strip_prefix('-') {
            Some(name) => (name, true),
            None => (text, false),
        };
        let is_known = |known: &&str| match known.strip_suffix(ANY_NAME) {
            Some(prefix) => name.strip_prefix(prefix).is_some_and(is_name),
            None => *known == name,
        };
        if self.sorts.iter().any(is_known) {
            return Ok((name.to_owned(), descending));
        }
        if !self.sorts.is_empty() {
            let sorts = self.sorts.join(", ");
            let mend = format!(
                "Sort this list by one of: {sorts}; a - before the name reverses the order"
            );
            return Err(Error::query("sort", mend));
        }
        if asked.is_none_or(str::is_empty) {
            return Ok((String::new(), true));
        }
        let mend = "This list is always sorted newest first";
        Err(Error::query("sort", mend))
    }
}

/// The value, or its default if the query is invalid. The errors are collected, so the response names
/// all of them.
fn collect<T: Default>(errors: &mut Vec<FieldError>, read: Result<T, Error>) -> Result<T, Error> {
    match read {
        Err(Error::InvalidQuery(more)) => {
            errors.extend(more);
            Ok(T::default())
        }
        read => read,
    }
}

impl<F> Request<F> {
    /// The same request for a page of an export: with its number of rows, and with this number of all items.
    /// They are counted if it is `None`. The page begins after `after`, unless the query has a cursor.
    #[must_use]
    pub fn for_export(self, known_total: Option<Total>, after: Option<After>) -> Self {
        Self {
            limit: EXPORT_PAGE_ROWS,
            known_total,
            after: self.after.or(after),
            ..self
        }
    }

    /// The number of rows to fetch: one more than the page has, to know whether another page
    /// follows.
    pub fn rows(&self) -> u64 {
        u64::from(self.limit) + 1
    }

    /// Selects the page of `rows` in the order of `place`, plus one row.
    pub fn page_of<E: EntityTrait>(&self, rows: Select<E>, place: [Expr; 2]) -> Select<E> {
        let last = self.after.as_ref();
        let last = last.and_then(|last| Some((Expr::value(last.key.value()?), last.id)));
        page_order::after(rows, place, self.descending, last).limit(self.rows())
    }

    /// Refuses a cursor of another attribute, which had the same name and perhaps another kind.
    ///
    /// # Errors
    /// `invalid-cursor`.
    pub fn check_attribute(&self, attribute: Uuid) -> Result<(), Error> {
        match self.after.as_ref().map(|last| &last.key) {
            Some(Key::Attribute(of, _)) if *of == attribute => Ok(()),
            Some(_) => Err(cursor::refused()),
            None => Ok(()),
        }
    }

    /// Cuts the fetched rows to those of the page. Returns the last one if another page follows.
    pub(super) fn cut<'r, R>(&self, rows: &'r mut Vec<R>) -> Option<&'r R> {
        let more = rows.len() > usize::from(self.limit);
        rows.truncate(usize::from(self.limit));
        rows.last().filter(|_| more)
    }

    /// Builds the page from the fetched rows.
    ///
    /// # Errors
    /// If no random numbers are available.
    pub fn page<R, T>(
        &self,
        context: &Context,
        mut rows: Vec<R>,
        total: Total,
        last: impl FnOnce(&R) -> (Key, Uuid),
        item: impl FnMut(R) -> T,
    ) -> Result<Page<T>, Error> {
        let last = self.cut(&mut rows).map(last);
        let last = last.map(|(key, id)| After { key, id });
        let items = rows.into_iter().map(item).collect();
        self.page_up_to(context, items, total, last)
    }

    /// Builds the page of these items. `last` is its last row, if another page follows.
    ///
    /// # Errors
    /// If no random numbers are available.
    pub fn page_up_to<T>(
        &self,
        context: &Context,
        items: Vec<T>,
        total: Total,
        last: Option<After>,
    ) -> Result<Page<T>, Error> {
        let next_cursor = last
            .map(|last| cursor::seal(context, &self.belongs_to, &last))
            .transpose()?;
        Ok(Page {
            items,
            total: total.number,
            total_is_exact: total.is_exact,
            next_cursor,
        })
    }
}
