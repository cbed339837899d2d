use contract::ids::OrganizationId;
use entity::account;
use entity::account_word::{Column, Entity};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Func, IntoColumnRef, Query, SubQueryStatement};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbBackend, EntityTrait, PaginatorTrait, QueryFilter,
    QuerySelect, QueryTrait, Select,
};
use uuid::Uuid;

use super::accounts::position;
use super::keyset::by;
use super::query::Request;
use super::search::end_of;
use crate::Error;

/// Up to so many accounts that match are looked up by their identifiers, whatever the list is
/// filtered and sorted by.
const FEW: u64 = 1000;
/// Up to so many words are read and sorted by the names that they carry. With more, walking
/// along the order of the list meets a page of accounts sooner.
const SOME: u64 = 5000;
/// Several words that many have each may be the names of a few: so many are looked through.
const MANY: u64 = 20_000;

/// How a search is answered best, which neither database can know beforehand.
pub(crate) struct Found {
    organization: OrganizationId,
    /// The words; the one with the fewest matches is the first.
    words: Vec<String>,
    /// How many accounts match, where that is known.
    count: Option<u64>,
    way: Way,
    backend: DbBackend,
}

/// How a page is found.
enum Way {
    /// Among these accounts, all that match.
    Few(Vec<Uuid>),
    /// By the names that the words carry.
    Named,
    /// Along the order of the list, looking at the words of each account.
    Walk,
}

impl Found {
    /// Looks how many matches there are; `None` when nothing is searched for.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn plan(
        db: &impl ConnectionTrait,
        organization: OrganizationId,
        request: &Request,
    ) -> Result<Option<Self>, Error> {
        let by_name = request.is_by_name_alone();
        let only = request.words.len() == 1;
        let most = match (only, by_name) {
            (true, true) => SOME,
            (true, false) => FEW,
            (false, _) => MANY,
        };
        let mut counted = Vec::with_capacity(request.words.len());
        for word in &request.words {
            let matches = with_word(organization, word).limit(most + 1);
            counted.push((matches.count(db).await?, word.clone()));
        }
        counted.sort_by(|(one, short), (other, long)| {
            one.cmp(other).then(long.len().cmp(&short.len()))
        });
        let Some(&(fewest, _)) = counted.first() else {
            return Ok(None);
        };
        let mut found = Self {
            organization,
            words: counted.into_iter().map(|(_, word)| word).collect(),
            count: (only && fewest <= most).then_some(fewest),
            way: Way::Walk,
            backend: db.get_database_backend(),
        };
        if fewest > most {
            return Ok(Some(found));
        }
        if by_name {
            found.way = Way::Named;
        } else {
            let up_to_few = found.accounts().limit(FEW + 1);
            let accounts: Vec<Uuid> = up_to_few.into_tuple().all(db).await?;
            if accounts.len() as u64 <= FEW {
                found.way = Way::Few(accounts);
            }
        }
        Ok(Some(found))
    }

    /// The accounts of `kind` among which the page of the request is found.
    pub fn page(&self, kind: &str, request: &Request) -> Select<account::Entity> {
        let id = account::Column::Id;
        match &self.way {
            Way::Few(_) => self.all(kind),
            Way::Named => self
                .looked_up(kind)
                .filter(id.in_subquery(self.named(request).into_query())),
            Way::Walk => {
                let accounts = scope(self.organization, kind);
                let words = self.words.iter();
                words.fold(accounts, |accounts, word| {
                    accounts.filter(self.has_word((account::Entity, id), word))
                })
            }
        }
    }

    /// The accounts of `kind`, to be counted.
    pub fn all(&self, kind: &str) -> Select<account::Entity> {
        let id = account::Column::Id;
        self.looked_up(kind).filter(match &self.way {
            Way::Few(few) => id.is_in(few.iter().copied()),
            _ => id.in_subquery(self.accounts().into_query()),
        })
    }

    /// How many accounts match, from the words alone.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn count(&self, db: &impl ConnectionTrait) -> Result<u64, Error> {
        match (self.count, &self.way) {
            (Some(count), _) => Ok(count),
            (None, Way::Few(few)) => Ok(few.len() as u64),
            (None, _) => Ok(self.accounts().count(db).await?),
        }
    }

    /// The page's accounts in the order of their names.
    fn named(&self, request: &Request) -> Select<Entity> {
        let after = request.after.as_ref().and_then(position);
        by(
            self.accounts(),
            Column::NameKey,
            Column::AccountId,
            request.descending,
            after,
        )
        .limit(request.rows())
    }

    /// The accounts of `kind`, of which a few are about to be picked by their identifiers.
    fn looked_up(&self, kind: &str) -> Select<account::Entity> {
        match self.backend {
            DbBackend::Sqlite => unindexed_scope(self.organization, kind),
            _ => scope(self.organization, kind),
        }
    }

    /// The identifiers of the accounts that have all words.
    fn accounts(&self) -> Select<Entity> {
        let mut words = self.words.iter();
        let rarest = words.next().map_or("", String::as_str);
        let account = (Entity, Column::AccountId);
        let accounts = with_word(self.organization, rarest);
        words.fold(accounts, |accounts, word| {
            accounts.filter(self.has_word(account, word))
        })
    }

    /// Whether the account that `account` names, one of the organization, has a word that
    /// begins with `prefix`. A value rather than `EXISTS`, which the databases may answer for
    /// all accounts at once: PostgreSQL reads each that has such a word, SQLite looks only
    /// after it has fetched the profile.
    fn has_word(&self, account: impl IntoColumnRef, prefix: &str) -> Expr {
        let word = Alias::new("found");
        let of_account = Expr::col((word.clone(), Column::AccountId)).equals(account);
        let mut words = Query::select();
        words
            .column((word.clone(), Column::AccountId))
            .from_as(Entity, word.clone())
            .and_where(of_account)
            .cond_where(begins_with(Expr::col((word, Column::Word)), prefix))
            .limit(1);
        Expr::from(SubQueryStatement::from(words)).is_not_null()
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

/// The accounts of an organization that have a word that begins with `prefix`: a range of
/// words, so that both databases answer it from the index.
fn with_word(organization: OrganizationId, prefix: &str) -> Select<Entity> {
    let characters = i32::try_from(prefix.chars().count()).unwrap_or(i32::MAX);
    Entity::find()
        .select_only()
        .column(Column::AccountId)
        .filter(Column::OrganizationId.eq(organization.0))
        .filter(begins_with(Expr::col((Entity, Column::Word)), prefix))
        .filter(Column::SharedPrefix.lt(characters))
}

fn begins_with(word: Expr, prefix: &str) -> Condition {
    let from = Condition::all().add(word.clone().gte(prefix));
    match end_of(prefix) {
        Some(end) => from.add(word.lt(end)),
        None => from,
    }
}
