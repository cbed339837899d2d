use contract::ids::OrganizationId;
use entity::account;
use entity::account_word::{Column, Entity};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Func, Query, SelectStatement};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QuerySelect,
    QueryTrait, Select,
};

use super::search::end_of;
use crate::Error;

/// Up to so many matches are fetched and sorted; with more, walking along the order of the
/// list meets a page of them soon.
const FEW: u64 = 1000;
/// Words with more matches than this are not told apart.
const MANY: u64 = 20_000;

/// How a search is answered best, which neither database can know beforehand.
pub(crate) struct Found {
    organization: OrganizationId,
    /// The word with the fewest matches.
    rarest: String,
    others: Vec<String>,
    few: bool,
    backend: DbBackend,
}

impl Found {
    /// Looks how many matches each word has; `None` when nothing is searched for.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn plan(
        db: &impl ConnectionTrait,
        organization: OrganizationId,
        words: &[String],
    ) -> Result<Option<Self>, Error> {
        let mut counted = Vec::with_capacity(words.len());
        for word in words {
            counted.push((matches_up_to_many(db, organization, word).await?, word));
        }
        counted.sort_by(|(one, short), (other, long)| {
            one.cmp(other).then(long.len().cmp(&short.len()))
        });
        let mut words = counted.into_iter();
        let Some((matches, rarest)) = words.next() else {
            return Ok(None);
        };
        Ok(Some(Self {
            organization,
            rarest: rarest.clone(),
            others: words.map(|(_, word)| word.clone()).collect(),
            few: matches <= FEW,
            backend: db.get_database_backend(),
        }))
    }

    /// The accounts of `kind` for a page of the list.
    pub fn page(&self, kind: &str) -> Select<account::Entity> {
        if self.few {
            return self.all(kind);
        }
        let mut accounts = scope(self.organization, kind).filter(has_word(&self.rarest));
        for word in &self.others {
            accounts = accounts.filter(has_word(word));
        }
        accounts
    }

    /// The accounts of `kind`, to be counted.
    pub fn all(&self, kind: &str) -> Select<account::Entity> {
        let accounts = match self.backend {
            DbBackend::Sqlite => unindexed_scope(self.organization, kind),
            _ => scope(self.organization, kind),
        };
        let accounts = accounts.filter(
            account::Column::Id.in_subquery(accounts_with(self.organization, &self.rarest)),
        );
        let others = self.others.iter();
        others.fold(accounts, |accounts, word| accounts.filter(has_word(word)))
    }

    /// How many accounts match, from the words alone; `None` when other things count too.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn count_by_words(&self, db: &impl ConnectionTrait) -> Result<Option<u64>, Error> {
        if !self.others.is_empty() {
            return Ok(None);
        }
        let count: Option<i64> = words(self.organization, &self.rarest)
            .select_only()
            .expr(Expr::col(Column::AccountId).count_distinct())
            .into_tuple()
            .one(db)
            .await?;
        Ok(Some(count.unwrap_or_default().unsigned_abs()))
    }
}

/// The accounts of a kind in an organization.
pub(crate) fn scope(organization: OrganizationId, kind: &str) -> Select<account::Entity> {
    account::Entity::find()
        .filter(account::Column::OrganizationId.eq(organization.0))
        .filter(account::Column::Kind.eq(kind))
}

/// The same accounts, by values that no index has: SQLite takes any index of an organization
/// for a narrow one, and would walk along the whole list instead of looking up the few.
fn unindexed_scope(organization: OrganizationId, kind: &str) -> Select<account::Entity> {
    let unindexed = |column: account::Column| -> Expr {
        let column = Expr::col((account::Entity, column));
        Func::coalesce([column.clone(), column]).into()
    };
    account::Entity::find()
        .filter(unindexed(account::Column::OrganizationId).eq(organization.0))
        .filter(unindexed(account::Column::Kind).eq(kind))
}

/// The words of an organization that begin with `prefix`: a range, so that both databases
/// answer it from the index.
fn words(organization: OrganizationId, prefix: &str) -> Select<Entity> {
    Entity::find()
        .filter(Column::OrganizationId.eq(organization.0))
        .filter(begins_with(Expr::col(Column::Word), prefix))
}

fn begins_with(word: Expr, prefix: &str) -> Condition {
    let from = Condition::all().add(word.clone().gte(prefix));
    match end_of(prefix) {
        Some(end) => from.add(word.lt(end)),
        None => from,
    }
}

fn accounts_with(organization: OrganizationId, prefix: &str) -> SelectStatement {
    words(organization, prefix)
        .select_only()
        .column(Column::AccountId)
        .into_query()
}

/// Whether the account has a word that begins with `prefix`.
fn has_word(prefix: &str) -> Expr {
    let word = Alias::new("found");
    let of_account =
        Expr::col((word.clone(), Column::AccountId)).equals((account::Entity, account::Column::Id));
    let words = Query::select()
        .expr(Expr::val(1))
        .from_as(Entity, word.clone())
        .and_where(of_account)
        .cond_where(begins_with(Expr::col((word, Column::Word)), prefix))
        .to_owned();
    Expr::exists(words)
}

async fn matches_up_to_many(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    prefix: &str,
) -> Result<u64, Error> {
    let some = words(organization, prefix)
        .select_only()
        .column(Column::AccountId)
        .limit(MANY)
        .into_query();
    let count = Query::select()
        .expr(Func::count(Expr::val(1)))
        .from_subquery(some, "some")
        .to_owned();
    let row = db.query_one(&count).await?;
    let count: Option<i64> = row.map(|row| row.try_get_by_index(0)).transpose()?;
    Ok(count.unwrap_or_default().unsigned_abs())
}
