use std::collections::{BTreeMap, HashMap, HashSet};

use contract::ids::OrganizationId;
use entity::{account, group_member, linux_host, linux_host_group};
use rules::directory::DirectoryPolicy;
use rules::resource::{AfterLoss, ResourcePolicy, ResourceRefusal, may_use_under};
use rules::text::fold;
use rules::time::Timestamp;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DerivePartialModel, EntityTrait, JoinType, QueryFilter,
    QueryOrder, QuerySelect, QueryTrait, RelationDef, Select,
};
use uuid::Uuid;

use crate::Error;
use crate::accounts::facts;

/// The hosts of an organization as the directory publishes them: those with the same name together, in the order of
/// the names as they are compared.
pub(crate) struct PublishedHosts(BTreeMap<String, Vec<Host>>);

/// The columns that decide which users the directory lists a host for.
#[derive(DerivePartialModel)]
#[sea_orm(entity = "linux_host::Entity")]
struct Host {
    id: Uuid,
    name: String,
    everyone: bool,
    on_lock: AfterLoss,
    on_expiry: AfterLoss,
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
        Self(BTreeMap::new())
    }

    /// Reads those of an organization.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn read(
        db: &impl ConnectionTrait,
        organization: OrganizationId,
    ) -> Result<Self, Error> {
        use linux_host::{Column, Entity};
        let hosts = Entity::find()
            .filter(Column::OrganizationId.eq(organization.0))
            .order_by_asc(Column::Id)
            .into_partial_model::<Host>()
            .all(db)
            .await?;
        let mut named: BTreeMap<String, Vec<Host>> = BTreeMap::new();
        for host in hosts {
            named.entry(name_key(&host.name)).or_default().push(host);
        }
        Ok(Self(named))
    }

    /// Whom the groups of the host with this name admit. The name is folded, as the conditions of filters are.
    pub fn admitted(&self, name: &str) -> Admitted {
        let Some(same) = self.0.get(name) else {
            return Admitted::Nobody;
        };
        let limited = same.iter().find(|host| !host.everyone);
        limited.map_or(Admitted::Everyone, |host| Admitted::MembersOf(host.id))
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
        if self.0.values().flatten().all(|host| host.everyone) {
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
        under: (&DirectoryPolicy, Timestamp),
    ) -> Vec<String> {
        let same_named = self.0.values();
        let admit =
            same_named.filter(|same| may_sign_in_to_all(same, account, admitting, under).is_ok());
        let names = admit.filter_map(|same| same.first());
        names.map(|host| host.name.clone()).collect()
    }
}

/// Whether a user may sign in at `now` to the hosts with the name of this one, as the directory publishes them.
///
/// # Errors
/// If the database fails; the inner error if the user may not.
pub(crate) async fn may_sign_in_to_same_named(
    db: &impl ConnectionTrait,
    host: &linux_host::Model,
    account: &account::Model,
    under: (&DirectoryPolicy, Timestamp),
) -> Result<Result<(), ResourceRefusal>, Error> {
    let organization = OrganizationId(host.organization_id);
    let hosts = PublishedHosts::read(db, organization).await?;
    let same = hosts.0.get(&name_key(&host.name));
    let admitting = hosts.admitting(db, organization, &[account.id]).await?;
    let admitting = admitting.get(&account.id);
    Ok(same.map_or(Ok(()), |same| {
        may_sign_in_to_all(same, account, admitting, under)
    }))
}

/// Whether a user may sign in at `now` to hosts with the same name. For the directory they are one host, so each of
/// them has to admit the user. `admitting` are the hosts whose groups contain the user.
fn may_sign_in_to_all(
    same: &[Host],
    account: &account::Model,
    admitting: Option<&HashSet<Uuid>>,
    (directory, now): (&DirectoryPolicy, Timestamp),
) -> Result<(), ResourceRefusal> {
    let facts = facts(account);
    same.iter().try_for_each(|host| {
        may_use_under(policy(host, directory), account.state, &facts, now)?;
        if host.everyone || admitting.is_some_and(|it| it.contains(&host.id)) {
            Ok(())
        } else {
            Err(ResourceRefusal::NotInGroup)
        }
    })
}

/// What a host does about accounts that are locked or expired, as the directory publishes it. A user with an expired
/// password reaches the prompt that asks for a new one only if the host lets them in. Until it is replaced, the
/// directory refuses the password. If its settings maintain access instead, the setting of the host decides.
const fn policy(host: &Host, directory: &DirectoryPolicy) -> ResourcePolicy {
    let on_password_expiry = if directory.on_password_expiry.maintains() {
        host.on_expiry
    } else {
        AfterLoss::Maintain
    };
    ResourcePolicy {
        on_lock: host.on_lock,
        on_password_expiry,
    }
}

/// The form in which the directory compares the names of hosts.
fn name_key(name: &str) -> String {
    let folded = fold(name);
    let words: Vec<&str> = folded.split_whitespace().collect();
    words.join(" ")
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
