use contract::ids::OrganizationId;
use entity::account;
use entity::account_word::{Column, Entity};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Func, IntoColumnRef, Query};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, QuerySelect,
    QueryTrait, Select,
};
use uuid::Uuid;

use super::search::end_of;
use crate::Error;

/// Up to so many accounts that match are looked up by their identifiers and sorted; with more,
/// walking along the order of the list meets a page of them soon.
const FEW: u64 = 1000;
/// Words with more matches than this are not told apart.
const MANY: u64 = 20_000;

/// How a search is answered best, which neither database can know beforehand.
pub(crate) struct Found {
    organization: OrganizationId,
    /// The words; the one with the fewest matches is the first.
    words: Vec<String>,
    /// All accounts that match, when they are few.
    few: Option<Vec<Uuid>>,
    backend: DbBackend,
}

impl Found {
    /// Looks how many matches there are; `None` when nothing is searched for.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn plan(
        db: &impl ConnectionTrait,
        organization: OrganizationId,
        words: &[String],
    ) -> Result<Option<Self>, Error> {
        // Several words that many have each may be the names of a few.
        let most = if words.len() > 1 { MANY } else { FEW };
        let mut counted = Vec::with_capacity(words.len());
        for word in words {
            counted.push((matches(db, organization, word, most + 1).await?, word));
        }
        counted.sort_by(|(one, short), (other, long)| {
            one.cmp(other).then(long.len().cmp(&short.len()))
        });
        let Some((fewest, _)) = counted.first() else {
            return Ok(None);
        };
        let look_up = *fewest <= most;
        let mut found = Self {
            organization,
            words: counted.into_iter().map(|(_, word)| word.clone()).collect(),
            few: None,
            backend: db.get_database_backend(),
        };
        if look_up {
            let up_to_few = found.accounts().distinct().limit(FEW + 1);
            let accounts: Vec<Uuid> = up_to_few.into_tuple().all(db).await?;
            found.few = (accounts.len() as u64 <= FEW).then_some(accounts);
        }
        Ok(Some(found))
    }

    /// The accounts of `kind` for a page of the list.
    pub fn page(&self, kind: &str) -> Select<account::Entity> {
        if self.few.is_some() {
            return self.all(kind);
        }
        let account = (account::Entity, account::Column::Id);
        let accounts = scope(self.organization, kind);
        let words = self.words.iter();
        words.fold(accounts, |accounts, word| {
            accounts.filter(self.has_word(account, word))
        })
    }

    /// The accounts of `kind`, to be counted.
    pub fn all(&self, kind: &str) -> Select<account::Entity> {
        let accounts = match self.backend {
            DbBackend::Sqlite => unindexed_scope(self.organization, kind),
            _ => scope(self.organization, kind),
        };
        let id = account::Column::Id;
        accounts.filter(match &self.few {
            Some(few) => id.is_in(few.iter().copied()),
            None => id.in_subquery(self.accounts().into_query()),
        })
    }

    /// How many accounts match, from the words alone.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn count(&self, db: &impl ConnectionTrait) -> Result<u64, Error> {
        if let Some(few) = &self.few {
            return Ok(few.len() as u64);
        }
        let count: Option<i64> = self
            .accounts()
            .select_only()
            .expr(Expr::col(Column::AccountId).count_distinct())
            .into_tuple()
            .one(db)
            .await?;
        Ok(count.unwrap_or_default().unsigned_abs())
    }

    /// The accounts that have all words, some of them more than once.
    fn accounts(&self) -> Select<Entity> {
        let mut words = self.words.iter();
        let rarest = words.next().map_or("", String::as_str);
        let account = (Entity, Column::AccountId);
        let accounts = with_word(self.organization, rarest).select_only();
        words.fold(accounts.column(Column::AccountId), |accounts, word| {
            accounts.filter(self.has_word(account, word))
        })
    }

    /// Whether the account that `account` names, one of the organization, has a word that
    /// begins with `prefix`.
    fn has_word(&self, account: impl IntoColumnRef, prefix: &str) -> Expr {
        let word = Alias::new("found");
        let of_account = Expr::col((word.clone(), Column::AccountId)).equals(account);
        let mut words = Query::select();
        words
            .expr(Expr::val(1))
            .from_as(Entity, word.clone())
            .and_where(of_account)
            .cond_where(begins_with(Expr::col((word.clone(), Column::Word)), prefix));
        // Without it PostgreSQL reads all words of all accounts; with it SQLite reads all words
        // of the organization, for each account.
        if self.backend == DbBackend::Postgres {
            words.and_where(Expr::col((word, Column::OrganizationId)).eq(self.organization.0));
        }
        Expr::exists(words)
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
fn with_word(organization: OrganizationId, prefix: &str) -> Select<Entity> {
    Entity::find()
        .filter(Column::OrganizationId.eq(organization.0))
        .filter(begins_with(Expr::col((Entity, Column::Word)), prefix))
}

fn begins_with(word: Expr, prefix: &str) -> Condition {
    let from = Condition::all().add(word.clone().gte(prefix));
    match end_of(prefix) {
        Some(end) => from.add(word.lt(end)),
        None => from,
    }
}

/// How many words begin with `prefix`, counted up to `most`.
async fn matches(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    prefix: &str,
    most: u64,
) -> Result<u64, Error> {
    let some = with_word(organization, prefix)
        .select_only()
        .column(Column::AccountId)
        .limit(most)
        .into_query();
    let count = Query::select()
        .expr(Func::count(Expr::val(1)))
        .from_subquery(some, "some")
        .to_owned();
    let row = db.query_one(&count).await?;
    let count: Option<i64> = row.map(|row| row.try_get_by_index(0)).transpose()?;
    Ok(count.unwrap_or_default().unsigned_abs())
}
