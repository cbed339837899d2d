//! The search for actors and targets by name.

use std::future::Future;

use client::Error;
use contract::page::{ListQuery, Page};
use leptos::prelude::*;
use portal_kit::api::api;
use rules::event::PartyKind;
use rules::role::Permission;
use rules::text::has_words;
use uuid::Uuid;

use crate::list::one_page;
use crate::session::{may, me};
use crate::words::events as words;

/// Matches of each kind shown at once.
const SHOWN: u8 = 6;

/// Identifiers, and the names to show.
pub(super) type Matches = Vec<(String, String)>;

/// The side of an event that is searched for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    /// Who did it: an account or an API key.
    Actor,
    /// Who or what it was done to.
    Target,
}

/// The lists that the API cannot search, each loaded once for both sides. Copy.
#[derive(Clone, Copy)]
pub(super) struct PartyLists {
    /// The API keys, which can be actors and targets.
    keys: StoredValue<Option<Matches>>,
    /// What can only be a target: one list per kind.
    targets: StoredValue<Option<Vec<Matches>>>,
}

impl PartyLists {
    /// Lists that are not loaded yet.
    pub fn new() -> Self {
        Self {
            keys: StoredValue::new(None),
            targets: StoredValue::new(None),
        }
    }

    async fn of(self, side: Side) -> Result<Vec<Matches>, Error> {
        let mut lists = vec![once(self.keys, keys()).await?];
        if side == Side::Target {
            lists.extend(once(self.targets, targets()).await?);
        }
        Ok(lists)
    }
}

/// Returns the stored value. If there is none, loads and stores it.
async fn once<T: Clone + Send + Sync + 'static>(
    stored: StoredValue<Option<T>>,
    load: impl Future<Output = Result<T, Error>>,
) -> Result<T, Error> {
    if let Some(loaded) = stored.try_get_value().flatten() {
        return Ok(loaded);
    }
    let loaded = load.await?;
    stored.try_set_value(Some(loaded.clone()));
    Ok(loaded)
}

/// The search. Copy.
#[derive(Clone, Copy)]
pub(super) struct PartySearch {
    side: Side,
    lists: PartyLists,
}

impl PartySearch {
    /// The search for this side of events.
    pub fn new(side: Side, lists: PartyLists) -> Self {
        Self { side, lists }
    }

    /// What matches, as far as the administrator may see it.
    pub async fn find(self, search: String) -> Result<Matches, Error> {
        let lists = self.lists.of(self.side).await?;
        let query = ListQuery {
            limit: Some(SHOWN),
            search: Some(search.clone()),
            ..ListQuery::default()
        };
        let mut found = people(&query).await?;
        if self.side == Side::Target {
            found.extend(objects(&query).await?);
        }
        for list in lists {
            let matches = list
                .into_iter()
                .filter(|(_, text)| has_words(text, &search));
            found.extend(matches.take(usize::from(SHOWN)));
        }
        Ok(found)
    }
}

async fn people(query: &ListQuery) -> Result<Matches, Error> {
    let mut found = Vec::new();
    if may(Permission::UsersRead) {
        let users = api().users(query).await?.items.into_iter();
        found.extend(users.map(|user| {
            let name = words::with_address(&user.name, &user.email);
            (user.id.to_string(), name)
        }));
    }
    if may(Permission::AdministratorsRead) {
        let people = api().administrators(query).await?.items.into_iter();
        found.extend(people.map(|person| {
            let name = words::with_address(&person.name, &person.email);
            (person.id.to_string(), name)
        }));
    }
    Ok(found)
}

async fn objects(query: &ListQuery) -> Result<Matches, Error> {
    let mut found = Vec::new();
    if may(Permission::GroupsRead) {
        let groups = api().groups(query).await?.items.into_iter();
        let groups = groups.map(|one| (one.id.0, one.name));
        found.extend(named(PartyKind::Group, groups));
    }
    if may(Permission::ApplicationsRead) {
        let applications = api().applications(query).await?.items.into_iter();
        let applications = applications.map(|one| (one.id.0, one.name));
        found.extend(named(PartyKind::Application, applications));
    }
    Ok(found)
}

async fn keys() -> Result<Matches, Error> {
    if !may(Permission::ApiKeysWrite) {
        return Ok(Matches::new());
    }
    let keys = all(|query| async move { api().api_keys(&query).await }).await?;
    let keys = keys.into_iter().map(|one| (one.id.0, one.name));
    Ok(named(PartyKind::ApiKey, keys))
}

async fn targets() -> Result<Vec<Matches>, Error> {
    let mut lists = Vec::new();
    if may(Permission::EventsRead) {
        let webhooks = all(|query| async move { api().webhooks(&query).await }).await?;
        let webhooks = webhooks.into_iter().map(|one| (one.id.0, one.name));
        lists.push(named(PartyKind::Webhook, webhooks));
    }
    if may(Permission::OrganizationRead) {
        let hosts = all(|query| async move { api().hosts(&query).await }).await?;
        let hosts = hosts.into_iter().map(|one| (one.id.0, one.name));
        lists.push(named(PartyKind::Host, hosts));
        let clients = all(|query| async move { api().radius_clients(&query).await }).await?;
        let clients = clients.into_iter().map(|one| (one.id.0, one.name));
        lists.push(named(PartyKind::RadiusClient, clients));
        let binds = all(|query| async move { api().ldap_bind_users(&query).await }).await?;
        let binds = binds.into_iter().map(|one| (one.id.0, one.name));
        lists.push(named(PartyKind::LdapBindUser, binds));
    }
    let own = untrack(me).map(|me| (me.organization_id.0, me.organization_name));
    lists.push(named(PartyKind::Organization, own.into_iter()));
    Ok(lists)
}

/// Reads all pages of a list.
async fn all<T, F>(list: impl Fn(ListQuery) -> F) -> Result<Vec<T>, Error>
where
    F: Future<Output = Result<Page<T>, Error>>,
{
    let mut query = one_page();
    let mut items = Vec::new();
    loop {
        let page = list(query.clone()).await?;
        items.extend(page.items);
        match page.next_cursor {
            Some(next) => query.cursor = Some(next),
            None => return Ok(items),
        }
    }
}

fn named(kind: PartyKind, items: impl Iterator<Item = (Uuid, String)>) -> Matches {
    items
        .map(|(id, name)| (id.to_string(), words::with_kind(&name, kind)))
        .collect()
}
