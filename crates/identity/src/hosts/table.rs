use std::collections::HashMap;

use contract::applications::AccessGroup;
use contract::events::{EventAction, PartyKind};
use contract::hosts::{Host, MOST_HOST_GROUPS, MOST_HOSTS};
use contract::ids::{GroupId, HostId, OrganizationId};
use entity::{linux_host, linux_host_group};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Unchanged,
};
use uuid::Uuid;

use super::key::new_key;
use crate::Error;
use crate::resources::{Facts, NewCredential, ResourceTable, names_of};

impl ResourceTable for linux_host::Entity {
    type Id = HostId;
    type Groups = linux_host_group::Entity;
    type Shown = Host;
    type ShownGroup = AccessGroup;
    type WantedGroup = GroupId;

    const NAME: &'static str = "host";
    const CREDENTIAL: &'static str = "key";
    const WRONG_CREDENTIAL: &'static str = "The key of the host is wrong";
    const MOST: u64 = MOST_HOSTS;
    const TOO_MANY: &'static str =
        "An organization has at most 500 hosts. Hosts with the same users can share a key";
    const MOST_GROUPS: usize = MOST_HOST_GROUPS;
    const PARTY: PartyKind = PartyKind::Host;
    const CREATED: EventAction = EventAction::HostCreated;
    const UPDATED: EventAction = EventAction::HostUpdated;
    const REPLACED: EventAction = EventAction::HostKeyReplaced;
    const DELETED: EventAction = EventAction::HostDeleted;
    const LIST: &'static str = "hosts";
    const CREDENTIAL_HASH: linux_host::Column = linux_host::Column::KeyHash;
    const LAST_USED_AT: linux_host::Column = linux_host::Column::LastUsedAt;
    const ROW_OF_GROUP: linux_host_group::Column = linux_host_group::Column::LinuxHostId;
    const GROUP: linux_host_group::Column = linux_host_group::Column::GroupId;
    const ORGANIZATION_OF_GROUP: linux_host_group::Column =
        linux_host_group::Column::OrganizationId;

    fn facts(row: &linux_host::Model) -> Facts<'_> {
        Facts {
            id: row.id,
            organization: OrganizationId(row.organization_id),
            name: &row.name,
            last_used_at: row.last_used_at,
            version: row.version,
        }
    }

    fn show(row: linux_host::Model, groups: Vec<AccessGroup>) -> Host {
        Host {
            id: HostId(row.id),
            name: row.name,
            hint: row.hint,
            everyone: row.everyone,
            groups,
            on_lock: row.on_lock,
            on_expiry: row.on_expiry,
            created_by: row.created_by,
            created_at: row.created_at,
            last_used_at: row.last_used_at,
            version: row.version.into(),
        }
    }

    fn new_credential() -> Result<NewCredential, Error> {
        new_key()
    }

    fn with_credential(
        row: &linux_host::Model,
        hash: Vec<u8>,
        hint: String,
    ) -> linux_host::ActiveModel {
        linux_host::ActiveModel {
            id: Unchanged(row.id),
            key_hash: Set(hash),
            hint: Set(hint),
            version: Set(row.version.incremented()),
            ..Default::default()
        }
    }

    fn group_id(group: &GroupId) -> GroupId {
        *group
    }

    fn group_row(host: Facts<'_>, _: i32, group: &GroupId) -> linux_host_group::ActiveModel {
        linux_host_group::ActiveModel {
            linux_host_id: Set(host.id),
            group_id: Set(group.0),
            organization_id: Set(host.organization.0),
        }
    }

    /// Their order means nothing.
    fn are_same(wanted: &[GroupId], shown: &[AccessGroup]) -> bool {
        let has = |group: &GroupId| shown.iter().any(|shown| shown.id == *group);
        wanted.len() == shown.len() && wanted.iter().all(has)
    }

    async fn groups_of(
        db: &impl ConnectionTrait,
        organization: OrganizationId,
        hosts: &[Uuid],
    ) -> Result<HashMap<Uuid, Vec<AccessGroup>>, Error> {
        let rows = linux_host_group::Entity::find()
            .filter(linux_host_group::Column::OrganizationId.eq(organization.0))
            .filter(linux_host_group::Column::LinuxHostId.is_in(hosts.iter().copied()))
            .all(db)
            .await?;
        let ids = rows.iter().map(|row| row.group_id).collect();
        let mut groups: HashMap<Uuid, Vec<AccessGroup>> = HashMap::new();
        for (id, name) in names_of(db, organization, ids).await? {
            for row in rows.iter().filter(|row| row.group_id == id) {
                let group = AccessGroup {
                    id: GroupId(id),
                    name: name.clone(),
                };
                groups.entry(row.linux_host_id).or_default().push(group);
            }
        }
        Ok(groups)
    }
}
