//! A directory in memory.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use async_trait::async_trait;
use ldap::control::{PasswordPolicyError, PasswordPolicyWarning};
use ldap::dn::Dn;
use ldap::entry::{self, Entry};
use ldap::request::Compare;
use ldap::response::{Outcome, ResultCode};

use crate::{Bound, Client, Directory, Failed, Found, PasswordChange, Refusal, Wanted};

pub(super) const ADA: &str = "uid=ada,ou=people,dc=acme";
pub(super) const BOB: &str = "uid=bob,ou=people,dc=acme";
pub(super) const LOCKED: &str = "uid=locked,ou=people,dc=acme";
/// Everybody's password.
pub(super) const PASSWORD: &str = "correct";

/// A directory in memory, and what was asked of it.
#[derive(Clone, Default)]
pub(super) struct Memory(Arc<Inner>);

#[derive(Default)]
pub(super) struct Inner {
    /// Entries besides those with names.
    pub more: AtomicUsize,
    /// The length of the title of each of them.
    pub title: AtomicUsize,
    /// Whether every identity has ended.
    pub ended: AtomicBool,
    /// How long each search and each bind takes.
    pub takes: Mutex<Duration>,
    pub binds: AtomicUsize,
    pub searches_begun: AtomicUsize,
    pub searches_done: AtomicUsize,
    pub changes: Mutex<Vec<String>>,
}

impl std::ops::Deref for Memory {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl Memory {
    pub fn with(count: usize) -> Self {
        let memory = Self::default();
        memory.more.store(count, Ordering::SeqCst);
        memory
    }

    pub fn takes(self, duration: Duration) -> Self {
        *self.takes.lock().unwrap() = duration;
        self
    }

    async fn work(&self) {
        let duration = *self.takes.lock().unwrap();
        tokio::time::sleep(duration).await;
    }

    fn check(&self) -> Result<(), Failed> {
        if self.ended.load(Ordering::SeqCst) {
            let outcome = Outcome::new(ResultCode::InsufficientAccessRights, "ended");
            return Err(Failed::Ended(outcome));
        }
        Ok(())
    }

    fn entries(&self) -> impl Iterator<Item = Entry> {
        let people = Dn::parse("ou=people,dc=acme").unwrap();
        let title = "x".repeat(self.title.load(Ordering::SeqCst));
        let more = (0..self.more.load(Ordering::SeqCst)).map(|index| format!("user{index}"));
        let names = ["ada", "bob", "locked"].map(str::to_owned);
        names.into_iter().chain(more).map(move |uid| {
            let entry = Entry::new(people.child("uid", &uid));
            let entry = entry
                .with("objectClass", ["person"])
                .with("uid", [uid.as_str()]);
            entry.with("title", (!title.is_empty()).then(|| title.clone()))
        })
    }
}

#[async_trait]
impl Directory for Memory {
    type Identity = Dn;

    async fn bind(
        &self,
        _client: &Client,
        name: &Dn,
        password: &str,
    ) -> Result<Bound<Dn>, Refusal> {
        self.binds.fetch_add(1, Ordering::SeqCst);
        self.work().await;
        if password != PASSWORD || !self.entries().any(|it| entry_dn(&it) == name) {
            return Err(Outcome::from(ResultCode::InvalidCredentials).into());
        }
        if name.name() == Some("locked") {
            return Err(Refusal {
                outcome: Outcome::new(ResultCode::InvalidCredentials, "account locked, data 775,"),
                password_policy: Some(PasswordPolicyError::AccountLocked),
            });
        }
        Ok(Bound {
            identity: name.clone(),
            warning: Some(PasswordPolicyWarning::TimeBeforeExpiration(60)),
        })
    }

    async fn search(&self, _who: &Dn, wanted: &Wanted<'_>) -> Result<Found, Failed> {
        self.searches_begun.fetch_add(1, Ordering::SeqCst);
        self.work().await;
        self.check()?;
        if wanted.base.below(&Dn::parse("dc=acme").unwrap()).is_none() {
            let outcome = Outcome::from(ResultCode::NoSuchObject);
            return Err(Failed::Refused(outcome.into()));
        }
        let before: usize = match wanted.cookie {
            [] => 0,
            cookie => String::from_utf8_lossy(cookie).parse().unwrap(),
        };
        let matching = self.entries().filter(|it| {
            wanted.scope.includes(wanted.base, entry_dn(it)) && wanted.filter.matches(it)
        });
        let mut entries: Vec<_> = matching.skip(before).take(wanted.limit + 1).collect();
        let has_more = entries.len() > wanted.limit;
        entries.truncate(wanted.limit);
        let after = before + entries.len();
        self.searches_done.fetch_add(1, Ordering::SeqCst);
        let cookie = if has_more {
            after.to_string().into_bytes()
        } else {
            Vec::new()
        };
        Ok(Found {
            entries,
            cookie,
            held: None,
        })
    }

    async fn compare(&self, _who: &Dn, request: &Compare) -> Result<ResultCode, Failed> {
        self.check()?;
        let dn = Dn::parse(&request.dn).unwrap();
        let found = self.entries().find(|it| *entry_dn(it) == dn);
        Ok(found.map_or(ResultCode::NoSuchObject, |it| entry::compare(request, &it)))
    }

    async fn who_am_i(&self, who: &Dn) -> Result<Dn, Failed> {
        self.check().map(|()| who.clone())
    }

    async fn naming_contexts(&self, _who: &Dn) -> Result<Vec<Dn>, Failed> {
        self.check().map(|()| vec![Dn::parse("dc=acme").unwrap()])
    }

    async fn change_password(
        &self,
        _client: &Client,
        who: Option<&Dn>,
        change: &PasswordChange<'_>,
    ) -> Result<(), Failed> {
        self.work().await;
        let who = who.map(ToString::to_string);
        let text = format!("{who:?} {:?} {:?} {:?}", change.of, change.old, change.new);
        self.changes.lock().unwrap().push(text);
        if change.new == Some("short") {
            return Err(Failed::Refused(Refusal {
                outcome: ResultCode::ConstraintViolation.into(),
                password_policy: Some(PasswordPolicyError::PasswordTooShort),
            }));
        }
        Ok(())
    }
}

fn entry_dn(entry: &Entry) -> &Dn {
    entry::Attributes::dn(entry)
}
