//! A page of accounts, and the number that match.
//!
//! There are two ways to find a page. If few accounts match, they are collected with the best index
//! and sorted. If many match, the list is scanned in its order, and a page of matches is found
//! soon. The database cannot know which way is faster, but the total tells: it is counted first, up
//! to [`MOST_COUNTED`].
//!
//! If a list has several conditions, the best index is that of the condition that the fewest accounts match.
//! SQLite has no statistics to know it, so each condition is counted first, also up to
//! [`MOST_COUNTED`].

use contract::filter::ListFilter;
use contract::ids::OrganizationId;
use contract::page::{MOST_COUNTED, Total};
use entity::{account, account_word, user_attribute, user_profile};
use rules::account::AccountKind;
use sea_orm::sea_query::{Expr, ExprTrait, Func, LikeExpr, SelectStatement};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QuerySelect,
    QueryTrait, RelationDef, Select,
};
use uuid::Uuid;

use super::account_rows::Way;
use super::account_sort::AccountSort;
use super::condition::all_of;
use super::copied_columns::{CopiedFilter, CopiedRows};
use super::cursor::After;
use super::members::{is_member, members};
use super::request::Request;
use super::total::{count, count_each};
use crate::Error;

/// An account with its profile. Only users have one.
pub(super) type Row = (account::Model, Option<user_profile::Model>);

/// The rows of a page, and the place of the last one if another page follows.
pub(super) type Rows = (Vec<Row>, Option<After>);

/// A page of accounts.
pub(crate) struct AccountPage {
    /// Its rows, in order.
    pub rows: Vec<Row>,
    /// The number of accounts that match on all pages.
    pub total: Total,
    /// The place of its last row, as the page was sorted, if another page follows.
    pub last: Option<After>,
}

/// A requested list of accounts.
pub(crate) struct AccountList<'a, F> {
    /// The tenant.
    pub organization: OrganizationId,
    /// The kind of account.
    pub kind: AccountKind,
    /// The request.
    pub request: &'a Request<F>,
    /// What it is sorted by.
    pub sort: AccountSort,
    /// The part of the filter that indexes find: conditions on accounts, of which each has its own.
    pub indexed: Vec<Condition>,
    /// The rest of the filter, except by attribute and group, as a condition on accounts.
    pub tested: Condition,
    /// The filter by group: an account must be in one of these, unless there are none.
    pub groups: &'a [Uuid],
    /// The filter by attribute: an account must be selected by each of these, which use one index each.
    pub attributes: Vec<Select<user_attribute::Entity>>,
    /// The filter by what the search words and the values of attributes have copies of. `None` for accounts that
    /// have neither, of which there are few.
    pub copied: Option<CopiedFilter>,
}

impl<F: ListFilter> AccountList<'_, F> {
    /// Reads the page.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn page(&self, db: &impl ConnectionTrait) -> Result<AccountPage, Error> {
        let ((rows, last), total) = self.rows_and_total(db).await?;
        Ok(AccountPage { rows, total, last })
    }

    async fn rows_and_total(&self, db: &impl ConnectionTrait) -> Result<(Rows, Total), Error> {
        if let Some(total) = self.request.known_total {
            return Ok((self.counted(db, total).await?, total));
        }
        let exact = self.request.exact_total;
        if self.is_whole() {
            let total = count(db, self.matching(None), exact);
            let (rows, total) = tokio::join!(self.rows(db, Way::Walk), total);
            return Ok((rows?, total?));
        }
        let lead = self.lead(db).await?;
        let total = count(db, self.matching(lead.as_ref()), exact).await?;
        let way = if total.number > MOST_COUNTED {
            Way::Walk
        } else {
            Way::Collect(lead.as_ref())
        };
        Ok((self.rows(db, way).await?, total))
    }

    /// Reads the rows of the page of a list with this number of accounts.
    ///
    /// # Errors
    /// If the database fails.
    async fn counted(&self, db: &impl ConnectionTrait, total: Total) -> Result<Rows, Error> {
        if self.is_whole() || total.number > MOST_COUNTED {
            return self.rows(db, Way::Walk).await;
        }
        let lead = self.lead(db).await?;
        self.rows(db, Way::Collect(lead.as_ref())).await
    }

    /// Selects all accounts that match.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn all(&self, db: &impl ConnectionTrait) -> Result<Select<account::Entity>, Error> {
        let lead = self.lead(db).await?;
        Ok(self.matching_accounts(lead.as_ref()))
    }

    /// Whether nothing is searched or filtered.
    fn is_whole(&self) -> bool {
        self.request.words.is_empty() && self.request.filter == F::default()
    }

    /// The filter, except by group.
    fn passes(&self) -> Condition {
        let all = self.indexed.iter().chain([&self.tested]).cloned();
        all_of(all.chain([self.has_values()]))
    }

    /// Selects the accounts among which all matches are found fastest: those who pass one condition that has an index.
    /// `None` if the words or groups find them faster, if the database has no choice, or if many accounts pass each
    /// condition.
    async fn lead(&self, db: &impl ConnectionTrait) -> Result<Option<SelectStatement>, Error> {
        match self.copied_rows() {
            Some(CopiedRows::Words(_)) => return Ok(None),
            Some(CopiedRows::Values(users)) => return Ok(Some(users.into_query())),
            None => {}
        }
        let (words, groups) = (&self.request.words, self.groups);
        let mut leads = self.leads();
        let is_only_one = self.indexed.len() == 1
            && self.attributes.is_empty()
            && words.is_empty()
            && groups.is_empty();
        if leads.is_empty() || is_only_one {
            return Ok(None);
        }
        let mut queries = leads.clone();
        if !words.is_empty() {
            queries.push(self.found_words().into_query());
        }
        if !groups.is_empty() {
            queries.push(members(self.organization, groups).into_query());
        }
        let counts = count_each(db, queries, false).await?;
        let fewest = counts.iter().enumerate().min_by_key(|(_, count)| **count);
        let lead = fewest.filter(|(_, count)| **count <= MOST_COUNTED);
        Ok(lead
            .map(|(index, _)| index)
            .filter(|index| *index < leads.len())
            .map(|index| leads.swap_remove(index)))
    }

    /// Selects the identifiers of the accounts that pass each condition that has an index.
    fn leads(&self) -> Vec<SelectStatement> {
        let indexed = self.indexed.iter().map(|one| {
            scope(self.organization, self.kind)
                .select_only()
                .column(account::Column::Id)
                .filter(one.clone())
                .into_query()
        });
        let values = self.values().into_iter().map(QueryTrait::into_query);
        indexed.chain(values).collect()
    }

    /// Matches accounts that pass the filter by attribute. Looks each account up by its identifier.
    fn has_values(&self) -> Condition {
        let id = (user_attribute::Entity, user_attribute::Column::AccountId);
        all_of(self.attributes.iter().map(|values| {
            let same = Expr::col(id).equals((account::Entity, account::Column::Id));
            let values = values.clone().filter(same);
            Condition::all().add(Expr::exists(values.into_query()))
        }))
    }

    /// Restricts `accounts` to those that match, by testing each one. The condition is wrapped in a function,
    /// so that the database does not choose another index because of it. The index of names contains the
    /// columns that are tested most.
    pub(super) fn tested(&self, accounts: Select<account::Entity>) -> Select<account::Entity> {
        let tested = all_of([
            self.passes(),
            has_words(account::Column::SearchWords, &self.request.words),
            is_member(self.organization, self.groups),
        ]);
        if tested.is_empty() {
            return accounts;
        }
        let tested = Func::coalesce([Expr::from(tested), Expr::value(false)]);
        accounts.filter(Expr::from(tested))
    }

    /// Selects one row for each account that matches, for counting.
    fn matching(&self, lead: Option<&SelectStatement>) -> SelectStatement {
        match self.copied_rows() {
            Some(users) => users.all(),
            None if self.is_one_group() => members(self.organization, self.groups).into_query(),
            None => self.matching_accounts(lead).into_query(),
        }
    }

    /// Whether the list is that of all members of one group.
    fn is_one_group(&self) -> bool {
        self.groups.len() == 1 && self.request.words.is_empty() && self.passes().is_empty()
    }

    /// Selects all accounts that match, found among those that `lead` selects.
    pub(super) fn matching_accounts(
        &self,
        lead: Option<&SelectStatement>,
    ) -> Select<account::Entity> {
        let words = self.request.words.as_slice();
        if let Some(lead) = lead {
            return looked_up(self.organization, self.kind)
                .filter(account::Column::Id.in_subquery(lead.clone()))
                .filter(self.passes())
                .filter(has_words(account::Column::SearchWords, words))
                .filter(is_member(self.organization, self.groups));
        }
        let by_word = !words.is_empty() && self.copied.is_some();
        let mut accounts = if by_word || !self.groups.is_empty() {
            looked_up(self.organization, self.kind)
        } else {
            scope(self.organization, self.kind)
        };
        accounts = if by_word {
            // A join stops at the limit. SQLite would first collect everybody in a subquery.
            let to_words: RelationDef = account::Entity::belongs_to(account_word::Entity)
                .from(account::Column::Id)
                .to(account_word::Column::AccountId)
                .into();
            let joined = accounts.join(JoinType::InnerJoin, to_words);
            joined.filter(self.has_found_word())
        } else {
            accounts.filter(has_words(account::Column::SearchWords, words))
        };
        if !self.groups.is_empty() {
            let ids = members(self.organization, self.groups).into_query();
            accounts = accounts.filter(account::Column::Id.in_subquery(ids));
        }
        accounts.filter(self.passes())
    }
}

/// The accounts of one kind in an organization.
pub(crate) fn scope(organization: OrganizationId, kind: AccountKind) -> Select<account::Entity> {
    account::Entity::find()
        .filter(account::Column::OrganizationId.eq(organization.0))
        .filter(account::Column::Kind.eq(kind))
}

/// The same accounts, to be looked up by their identifiers. Without the wrapped columns, SQLite
/// would scan the whole organization in one of its indexes. PostgreSQL would do the same while it
/// has no statistics on newly added rows.
pub(super) fn looked_up(
    organization: OrganizationId,
    kind: AccountKind,
) -> Select<account::Entity> {
    let column = |column: account::Column| unindexed(Expr::col((account::Entity, column)));
    account::Entity::find()
        .filter(column(account::Column::OrganizationId).eq(organization.0))
        .filter(column(account::Column::Kind).eq(kind))
}

/// Wraps a column so that no index is used for it.
pub(crate) fn unindexed(column: Expr) -> Expr {
    Func::coalesce([column.clone(), column]).into()
}

/// Matches if each of `words` is the beginning of a word in `column`, in which each word follows a
/// space.
pub(crate) fn has_words(column: impl ColumnTrait, words: &[String]) -> Condition {
    let has = words.iter().map(|word| has_word(column, word));
    has.fold(Condition::all(), Condition::add)
}

/// Whether a word in `words`, each of which follows a space, begins with `prefix`.
pub(super) fn has_word(words: impl ColumnTrait, prefix: &str) -> Expr {
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
