use contract::filter::ListFilter;
use contract::ids::OrganizationId;
use entity::account;
use entity::account_word::{Column, Entity};
use rules::account::AccountKind;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Func, IntoColumnRef, Query, SubQueryStatement};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect,
    QueryTrait, Select,
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
/// Up to so many words are read and sorted by the names that they carry. With more, reading
/// the words in the order of those names meets a page of them sooner.
const SOME: u64 = 2000;
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
}

/// How a page is found.
enum Way {
    /// Among these accounts, all that match.
    All(Vec<Uuid>),
    /// It is of these accounts.
    Page(Vec<Uuid>),
    /// By the names that the words carry.
    Named(Along),
    /// Along the order of the list, looking at the words of each account.
    Walk,
}

/// What leads to the words.
#[derive(Clone, Copy)]
enum Along {
    /// What they begin with.
    Words,
    /// The names that they carry, in the order of these.
    Names,
}

impl Found {
    /// Looks how many matches there are; `None` when nothing is searched for.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn plan<F: ListFilter>(
        db: &impl ConnectionTrait,
        organization: OrganizationId,
        request: &Request<F>,
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
            let matches = with_word(organization, word, Along::Words).limit(most + 1);
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
        };
        let along = if fewest <= most {
            Along::Words
        } else {
            Along::Names
        };
        if by_name && only {
            found.way = Way::Named(along);
        } else if by_name {
            // To look through many takes so long that it is done once, for page and count.
            let page = found.named(request, along);
            let page: Vec<Uuid> = page.into_tuple().all(db).await?;
            let matches = page.len() as u64;
            if request.after.is_none() && matches < request.rows() {
                found.count = Some(matches);
            }
            found.way = Way::Page(page);
        } else if fewest <= most {
            let up_to_few = found.accounts(Along::Words).limit(FEW + 1);
            let accounts: Vec<Uuid> = up_to_few.into_tuple().all(db).await?;
            let matches = accounts.len() as u64;
            if matches <= FEW {
                found.count = Some(matches);
                found.way = Way::All(accounts);
            }
        }
        Ok(Some(found))
    }

    /// The accounts of `kind` among which the page of the request is found.
    pub fn page<F: ListFilter>(
        &self,
        kind: AccountKind,
        request: &Request<F>,
    ) -> Select<account::Entity> {
        let id = account::Column::Id;
        match &self.way {
            Way::Named(along) => {
                let page = self.named(request, *along).into_query();
                looked_up(self.organization, kind).filter(id.in_subquery(page))
            }
            Way::All(accounts) | Way::Page(accounts) => {
                let accounts = accounts.iter().copied();
                looked_up(self.organization, kind).filter(id.is_in(accounts))
            }
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
    pub fn all(&self, kind: AccountKind) -> Select<account::Entity> {
        let id = account::Column::Id;
        looked_up(self.organization, kind).filter(match &self.way {
            Way::All(accounts) => id.is_in(accounts.iter().copied()),
            _ => id.in_subquery(self.accounts(Along::Words).into_query()),
        })
    }

    /// How many accounts match, from the words alone.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn count(&self, db: &impl ConnectionTrait) -> Result<u64, Error> {
        match self.count {
            Some(count) => Ok(count),
            None => Ok(self.accounts(Along::Words).count(db).await?),
        }
    }

    /// The page's accounts in the order of their names.
    fn named<F: ListFilter>(&self, request: &Request<F>, along: Along) -> Select<Entity> {
        let place = [Column::NameKey, Column::AccountId];
        let place = place.map(|column| Expr::col((Entity, column)));
        let place = match along {
            Along::Words => place.map(unindexed),
            Along::Names => place,
        };
        let after = request.after.as_ref().and_then(position);
        by(self.accounts(along), place, request.descending, after).limit(request.rows())
    }

    /// The identifiers of the accounts that have all words.
    fn accounts(&self, along: Along) -> Select<Entity> {
        let mut words = self.words.iter();
        let rarest = words.next().map_or("", String::as_str);
        let account = (Entity, Column::AccountId);
        let accounts = with_word(self.organization, rarest, along);
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
pub(crate) fn scope(organization: OrganizationId, kind: AccountKind) -> Select<account::Entity> {
    account::Entity::find()
        .filter(account::Column::OrganizationId.eq(organization.0))
        .filter(account::Column::Kind.eq(kind))
}

/// The same accounts, to be looked up one by one for the words that were found. SQLite takes
/// any index of an organization for a narrow one, and so does PostgreSQL as long as it has no
/// statistics of what was just added: both would walk along the whole list for each word.
fn looked_up(organization: OrganizationId, kind: AccountKind) -> Select<account::Entity> {
    let column = |column: account::Column| unindexed(Expr::col((account::Entity, column)));
    account::Entity::find()
        .filter(column(account::Column::OrganizationId).eq(organization.0))
        .filter(column(account::Column::Kind).eq(kind))
}

/// The same value, which no index has.
fn unindexed(column: Expr) -> Expr {
    Func::coalesce([column.clone(), column]).into()
}

/// The accounts of an organization that have a word that begins with `prefix`: a range of one
/// index, or the whole of another, so that both databases read nothing else.
fn with_word(organization: OrganizationId, prefix: &str, along: Along) -> Select<Entity> {
    let characters = i32::try_from(prefix.chars().count()).unwrap_or(i32::MAX);
    let word = Expr::col((Entity, Column::Word));
    let word = match along {
        Along::Words => word,
        Along::Names => unindexed(word),
    };
    Entity::find()
        .select_only()
        .column(Column::AccountId)
        .filter(Column::OrganizationId.eq(organization.0))
        .filter(begins_with(word, prefix))
        .filter(Column::SharedPrefix.lt(characters))
}

fn begins_with(word: Expr, prefix: &str) -> Condition {
    let from = Condition::all().add(word.clone().gte(prefix));
    match end_of(prefix) {
        Some(end) => from.add(word.lt(end)),
        None => from,
    }
}
