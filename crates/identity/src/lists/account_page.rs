//! A page of accounts, and how many match.
//!
//! There are two ways to find a page. If few accounts match, they are collected from the index
//! that finds them, and sorted. If many match, the list is walked in its order, which soon
//! meets a page of them. Neither database can know which way is faster, but the total does: it
//! is counted first, up to [`MOST_COUNTED`].

use contract::filter::ListFilter;
use contract::ids::OrganizationId;
use contract::page::{MOST_COUNTED, Total};
use entity::{account, account_word, user_profile};
use rules::account::AccountKind;
use sea_orm::sea_query::{Expr, ExprTrait, Func, LikeExpr, SelectStatement};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait,
    Select, SelectTwo,
};

use super::account_sort::AccountSort;
use super::condition::all_of;
use super::page_order::after;
use super::request::Request;
use super::search_words::end_of;
use super::total::count;
use crate::Error;

/// An account with its profile, which only users have.
type Row = (account::Model, Option<user_profile::Model>);

/// The accounts of a list that a request asks for.
pub(crate) struct AccountList<'a, F> {
    /// The tenant.
    pub organization: OrganizationId,
    /// The kind of account.
    pub kind: AccountKind,
    /// What is asked for.
    pub request: &'a Request<F>,
    /// The filter, as a condition on accounts.
    pub passes: Condition,
    /// The filter, as a condition on the rows of `account_word`.
    pub by_word: ByWord,
}

/// How much of a filter the rows of `account_word` can answer, which have copies of a part of
/// the account.
pub(crate) enum ByWord {
    /// Nothing. The accounts have no such rows; there are few of them.
    No,
    /// A part of the filter, by this condition.
    Partly(Condition),
    /// The whole filter, by this condition.
    Wholly(Condition),
}

impl<F: ListFilter> AccountList<'_, F> {
    /// The rows of the page, with one more if another page follows, and how many accounts match
    /// on all pages.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn page(&self, db: &impl ConnectionTrait) -> Result<(Vec<Row>, Total), Error> {
        let total = count(db, self.matching(), self.request.exact_total);
        if self.request.words.is_empty() && self.request.filter == F::default() {
            let (rows, total) = tokio::join!(self.rows(self.walk()).all(db), total);
            return Ok((rows?, total?));
        }
        let total = total.await?;
        let page = if total.number > MOST_COUNTED {
            self.walk()
        } else {
            self.collect()
        };
        Ok((self.rows(page).all(db).await?, total))
    }

    /// The rows whose identifiers `page` finds.
    fn rows(&self, page: SelectStatement) -> SelectTwo<account::Entity, user_profile::Entity> {
        let place = AccountSort::of(self.request.sort).place();
        let accounts = account::Entity::find().filter(account::Column::Id.in_subquery(page));
        after(accounts, place, self.request.descending, None)
            .find_also_related(user_profile::Entity)
    }

    /// The page, found along the order of the list by testing each account. The condition is
    /// wrapped in a function, so that no database takes another index because of it. The index
    /// of names contains what is tested most.
    fn walk(&self) -> SelectStatement {
        let mut accounts = scope(self.organization, self.kind)
            .select_only()
            .column(account::Column::Id);
        let tested = all_of([self.passes.clone(), has_words(&self.request.words)]);
        if !tested.is_empty() {
            let tested = Func::coalesce([Expr::from(tested), Expr::value(false)]);
            accounts = accounts.filter(Expr::from(tested));
        }
        let place = AccountSort::of(self.request.sort).place();
        self.request.page_of(accounts, place).into_query()
    }

    /// The page, found by sorting all accounts that match.
    fn collect(&self) -> SelectStatement {
        use account_word::Column;
        let sort = AccountSort::of(self.request.sort);
        if let (ByWord::Wholly(_), AccountSort::Name, [_, ..]) =
            (&self.by_word, sort, self.request.words.as_slice())
        {
            let place = [Column::NameKey, Column::AccountId]
                .map(|column| unindexed(Expr::col((account_word::Entity, column))));
            return self.request.page_of(self.found_words(), place).into_query();
        }
        let accounts = self
            .matching_accounts()
            .select_only()
            .column(account::Column::Id);
        let place = sort.place().map(unindexed);
        self.request.page_of(accounts, place).into_query()
    }

    /// A row for each account that matches, to be counted.
    fn matching(&self) -> SelectStatement {
        match &self.by_word {
            ByWord::Wholly(_) if !self.request.words.is_empty() => self.found_words().into_query(),
            _ => self.matching_accounts().into_query(),
        }
    }

    fn matching_accounts(&self) -> Select<account::Entity> {
        if self.request.words.is_empty() {
            return scope(self.organization, self.kind).filter(self.passes.clone());
        }
        match &self.by_word {
            ByWord::No => scope(self.organization, self.kind)
                .filter(self.passes.clone())
                .filter(has_words(&self.request.words)),
            _ => {
                let found = self.found_words().into_query();
                looked_up(self.organization, self.kind)
                    .filter(self.passes.clone())
                    .filter(account::Column::Id.in_subquery(found))
            }
        }
    }

    /// The users who have all words, each once. Reads only a range of one index, which contains
    /// everything that the query uses.
    fn found_words(&self) -> Select<account_word::Entity> {
        use account_word::{Column, Entity};
        let (first, others) = match self.request.words.split_first() {
            Some((first, others)) => (first.as_str(), others),
            None => ("", &[][..]),
        };
        let characters = i32::try_from(first.chars().count()).unwrap_or(i32::MAX);
        let mut found = Entity::find()
            .select_only()
            .column(Column::AccountId)
            .filter(Column::OrganizationId.eq(self.organization.0))
            .filter(Column::Word.gte(first))
            .filter(Column::SharedPrefix.lt(characters));
        if let Some(end) = end_of(first) {
            found = found.filter(Column::Word.lt(end));
        }
        for word in others {
            found = found.filter(has_word(Column::SearchWords, word));
        }
        match &self.by_word {
            ByWord::No => found,
            ByWord::Partly(passes) | ByWord::Wholly(passes) => found.filter(passes.clone()),
        }
    }
}

/// The accounts of a kind in an organization.
pub(crate) fn scope(organization: OrganizationId, kind: AccountKind) -> Select<account::Entity> {
    account::Entity::find()
        .filter(account::Column::OrganizationId.eq(organization.0))
        .filter(account::Column::Kind.eq(kind))
}

/// The same accounts, to be looked up by their identifiers. Without the wrapped columns, SQLite
/// would walk the whole organization by one of its indexes, and so would PostgreSQL as long as
/// it has no statistics of rows that were just added.
fn looked_up(organization: OrganizationId, kind: AccountKind) -> Select<account::Entity> {
    let column = |column: account::Column| unindexed(Expr::col((account::Entity, column)));
    account::Entity::find()
        .filter(column(account::Column::OrganizationId).eq(organization.0))
        .filter(column(account::Column::Kind).eq(kind))
}

/// The same value, but not in any index.
fn unindexed(column: Expr) -> Expr {
    Func::coalesce([column.clone(), column]).into()
}

fn has_words(words: &[String]) -> Condition {
    let has = words
        .iter()
        .map(|word| has_word(account::Column::SearchWords, word));
    has.fold(Condition::all(), Condition::add)
}

/// Whether a word in `words`, where each stands after a space, begins with `prefix`.
fn has_word(words: impl ColumnTrait, prefix: &str) -> Expr {
    let mut pattern = "% ".to_owned();
    for c in prefix.chars() {
        if matches!(c, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern.push('%');
    words.like(LikeExpr::new(pattern).escape('\\'))
}
