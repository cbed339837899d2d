use std::collections::{HashMap, HashSet};

use contract::ids::OrganizationId;
use entity::linux_host::{Column, Entity, Model as Host};
use entity::{account, group_member, linux_host_group};
use rules::directory::DirectoryPolicy;
use rules::resource::may_use_under;
use rules::time::Timestamp;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait, RelationDef, Select,
};
use uuid::Uuid;

use super::may_sign_in::published_policy;
use super::name_key;
use crate::Error;
use crate::accounts::facts;

/// The hosts of an organization as the directory publishes them: by their names. Of hosts with the same name, a user
/// has the name only if they may sign in to all of them.
pub(crate) struct PublishedHosts(Vec<Named>);

struct Named {
    key: String,
    host: Host,
}

/// Whom the groups of a host admit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Admitted {
    /// Nobody: there is no such host.
    Nobody,
    /// Everyone.
    Everyone,
    /// Only members of the groups of this host, and maybe not all of them.
    MembersOf(Uuid),
}

impl PublishedHosts {
    /// None.
    pub const fn none() -> Self {
        Self(Vec::new())
    }

    /// Reads those of an organization.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn read(
        db: &impl ConnectionTrait,
        organization: OrganizationId,
    ) -> Result<Self, Error> {
        let hosts = Entity::find()
            .filter(Column::OrganizationId.eq(organization.0))
            .order_by_asc(Column::Id)
            .all(db)
            .await?;
        let named = hosts.into_iter().map(|host| Named {
            key: name_key(&host.name),
            host,
        });
        let mut named: Vec<_> = named.collect();
        named.sort_by(|a, b| a.key.cmp(&b.key));
        Ok(Self(named))
    }

    /// Whom the groups of the host with this name admit. The name is folded, as the conditions of filters are.
    pub fn admitted(&self, name: &str) -> Admitted {
        let mut named = self.0.iter().filter(|it| it.key == name).peekable();
        if named.peek().is_none() {
            return Admitted::Nobody;
        }
        let limited = named.find(|it| !it.host.everyone);
        limited.map_or(Admitted::Everyone, |it| Admitted::MembersOf(it.host.id))
    }

    /// The hosts whose groups contain these users, for each of them.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn admitting(
        &self,
        db: &impl ConnectionTrait,
        organization: OrganizationId,
        accounts: &[Uuid],
    ) -> Result<HashMap<Uuid, HashSet<Uuid>>, Error> {
        let mut admitting: HashMap<Uuid, HashSet<Uuid>> = HashMap::new();
        if self.0.iter().all(|it| it.host.everyone) {
            return Ok(admitting);
        }
        let to_hosts: RelationDef = group_member::Entity::belongs_to(linux_host_group::Entity)
            .from(group_member::Column::GroupId)
            .to(linux_host_group::Column::GroupId)
            .into();
        let rows: Vec<(Uuid, Uuid)> = group_member::Entity::find()
            .select_only()
            .column(group_member::Column::AccountId)
            .column(linux_host_group::Column::LinuxHostId)
            .join(JoinType::InnerJoin, to_hosts)
            .filter(group_member::Column::OrganizationId.eq(organization.0))
            .filter(group_member::Column::AccountId.is_in(accounts.iter().copied()))
            .into_tuple()
            .all(db)
            .await?;
        for (account, host) in rows {
            admitting.entry(account).or_default().insert(host);
        }
        Ok(admitting)
    }

    /// The names of the hosts that a user may sign in to at `now`. `admitting` are those whose groups contain them.
    pub fn names(
        &self,
        account: &account::Model,
        admitting: Option<&HashSet<Uuid>>,
        (directory, now): (&DirectoryPolicy, Timestamp),
    ) -> Vec<String> {
        let facts = facts(account);
        let may = |Named { host, .. }: &Named| {
            let is_admitted = host.everyone || admitting.is_some_and(|it| it.contains(&host.id));
            let policy = published_policy(host, directory);
            is_admitted && may_use_under(policy, account.state, &facts, now).is_ok()
        };
        let by_name = self.0.chunk_by(|a, b| a.key == b.key);
        let allowed = by_name.filter(|same| same.iter().all(may));
        let names = allowed.filter_map(|same| same.first());
        names.map(|one| one.host.name.clone()).collect()
    }
}

/// Selects the members of the groups of a host.
pub(crate) fn members_admitted(
    organization: OrganizationId,
    host: Uuid,
) -> Select<group_member::Entity> {
    let groups = linux_host_group::Entity::find()
        .select_only()
        .column(linux_host_group::Column::GroupId)
        .filter(linux_host_group::Column::OrganizationId.eq(organization.0))
        .filter(linux_host_group::Column::LinuxHostId.eq(host));
    group_member::Entity::find()
        .select_only()
        .column(group_member::Column::AccountId)
        .filter(group_member::Column::OrganizationId.eq(organization.0))
        .filter(group_member::Column::GroupId.in_subquery(groups.into_query()))
}
