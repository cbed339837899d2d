//! Finds entries.

use std::sync::Arc;
use std::time::Duration;

use ldap::control::{PagedResults, ResponseControl};
use ldap::dn::Dn;
use ldap::entry::Entry;
use ldap::request::Search;
use ldap::response::{Outcome, Response, ResultCode};
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::time::{Instant, timeout_at};

use super::{Asked, authenticate_first};
use crate::connection::{Connection, End};
use crate::directory::{Directory, Failed, Found, Wanted};

/// The maximum number of entries of a page, and of a search without pages.
const MOST_ENTRIES: usize = 1_000;
/// Entries that are read at a time. They are in the memory until the client has taken them.
const AT_A_TIME: usize = 200;

/// What a search ends with: its outcome and the cookie of the next page.
type Ended = (Outcome, Vec<u8>);

/// How many entries a search returns.
struct Limit {
    entries: usize,
    /// The result if there are more. In pages, that is a success.
    code: ResultCode,
}

impl Limit {
    fn of(search: &Search, paged: Option<&PagedResults>) -> Self {
        let positive = |number: i32| usize::try_from(number).ok().filter(|number| *number > 0);
        let (own, page) = (positive(search.size_limit), paged.map(|page| page.size));
        // A page that is larger than what the client wants in all is none (RFC 2696, section 3).
        let page = page.map(|size| positive(size).unwrap_or(MOST_ENTRIES));
        let page = page.filter(|size| own.is_none_or(|own| *size < own));
        match (page, own) {
            (Some(page), _) => Self {
                entries: page.min(MOST_ENTRIES),
                code: ResultCode::Success,
            },
            (None, Some(own)) if own <= MOST_ENTRIES => Self {
                entries: own,
                code: ResultCode::SizeLimitExceeded,
            },
            (None, _) => Self {
                entries: MOST_ENTRIES,
                code: ResultCode::AdminLimitExceeded,
            },
        }
    }

    /// The last response, if the search ended there.
    fn end(&self, cookie: Vec<u8>) -> Ended {
        if cookie.is_empty() || self.code == ResultCode::Success {
            return (ResultCode::Success.into(), cookie);
        }
        let message = match self.code {
            ResultCode::AdminLimitExceeded => "there are more entries: search in pages",
            _ => "",
        };
        (Outcome::new(self.code, message), Vec::new())
    }
}

impl<D, S> Connection<D, S>
where
    D: Directory,
    S: AsyncRead + AsyncWrite + Unpin + Send,
{
    /// Answers a search. `None` if the client has abandoned it.
    pub(super) async fn search(
        &mut self,
        asked: Asked,
        search: &Search,
        paged: Option<&PagedResults>,
    ) -> Result<Option<ResultCode>, End> {
        let Some((outcome, cookie)) = self.find(asked, search, paged).await? else {
            return Ok(None);
        };
        let code = outcome.code;
        if let Some(mut done) = Response::to(asked.kind, asked.id, outcome) {
            if paged.is_some() {
                let estimate = 0;
                done = done.with(ResponseControl::PagedResults { estimate, cookie });
            }
            self.send(&done).await?;
        }
        Ok(Some(code))
    }

    /// Sends the entries.
    async fn find(
        &mut self,
        asked: Asked,
        search: &Search,
        paged: Option<&PagedResults>,
    ) -> Result<Option<Ended>, End> {
        let only = |outcome: Outcome| Ok(Some((outcome, Vec::new())));
        let base = match Dn::parse(&search.base) {
            Ok(base) => base,
            Err(error) => {
                let message = error.to_string();
                return only(Outcome::new(ResultCode::InvalidDnSyntax, message));
            }
        };
        match self.well_known(search, &base).await? {
            Some(Ok(entry)) => {
                if search.filter.matches(&entry) {
                    self.entry(asked, search, &entry).await?;
                }
                return only(ResultCode::Success.into());
            }
            Some(Err(failed)) => return only(self.failure(failed).0),
            None => {}
        }
        if self.identity.is_none() {
            return only(authenticate_first());
        }
        // The client wants no more pages.
        if paged.is_some_and(|page| page.size == 0 && !page.cookie.is_empty()) {
            return only(ResultCode::Success.into());
        }
        self.entries(asked, search, &base, paged).await
    }

    /// Sends the entries of the directory, some at a time.
    async fn entries(
        &mut self,
        asked: Asked,
        search: &Search,
        base: &Dn,
        paged: Option<&PagedResults>,
    ) -> Result<Option<Ended>, End> {
        let limit = Limit::of(search, paged);
        let until = Instant::now() + self.time_limit(search);
        let mut cookie = paged.map(|page| page.cookie.clone()).unwrap_or_default();
        let mut left = limit.entries;
        loop {
            let wanted = Wanted {
                base,
                scope: search.scope,
                filter: &search.filter,
                selection: &search.selection,
                cookie: &cookie,
                limit: left.min(AT_A_TIME),
            };
            let found = match self.some(asked, &wanted, until).await? {
                None => return Ok(None),
                Some(Ok(found)) => found,
                Some(Err(failed)) => return Ok(Some((self.failure(failed).0, Vec::new()))),
            };
            left = left.saturating_sub(found.entries.len());
            // Each is forgotten when it is written: a group can have all users.
            for entry in found.entries {
                self.entry(asked, search, &entry).await?;
            }
            drop(found.held);
            cookie = found.cookie;
            if cookie.is_empty() || left == 0 {
                return Ok(Some(limit.end(cookie)));
            }
        }
    }

    /// Reads some entries of the directory. `None` if the client has abandoned the search.
    async fn some(
        &mut self,
        asked: Asked,
        wanted: &Wanted<'_>,
        until: Instant,
    ) -> Result<Option<Result<Found, Failed>>, End> {
        let Some(who) = self.identity.clone() else {
            return Ok(Some(Err(Failed::Ended(authenticate_first()))));
        };
        let shared = Arc::clone(&self.shared);
        let found = timeout_at(until, shared.directory.search(&who, wanted));
        let found = self.while_wanted(asked.id, found).await?;
        Ok(found.map(|found| {
            found.unwrap_or_else(|_| {
                let outcome = Outcome::from(ResultCode::TimeLimitExceeded);
                Err(Failed::Refused(outcome.into()))
            })
        }))
    }

    async fn entry(&mut self, asked: Asked, search: &Search, entry: &Entry) -> Result<(), End> {
        let selected = entry.select(&search.selection, search.types_only);
        self.add(&Response::entry(asked.id, selected)).await
    }

    fn time_limit(&self, search: &Search) -> Duration {
        let most = self.shared.settings.patience.search;
        match u64::try_from(search.time_limit) {
            Ok(seconds @ 1..) => Duration::from_secs(seconds).min(most),
            _ => most,
        }
    }
}
