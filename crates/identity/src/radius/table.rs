use std::collections::HashMap;

use contract::events::{EventAction, PartyKind};
use contract::ids::{GroupId, OrganizationId, RadiusClientId};
use contract::radius::{
    AdmitGroup, MOST_RADIUS_CLIENTS, MOST_RADIUS_GROUPS, RadiusClient, RadiusClientGroup,
};
use entity::{radius_client, radius_client_group};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Unchanged,
};
use uuid::Uuid;

use super::groups::number;
use super::secret::new_secret;
use crate::Error;
use crate::events::NewEvent;
use crate::resources::{Facts, NewCredential, ResourceTable, names_of};

impl ResourceTable for radius_client::Entity {
    type Id = RadiusClientId;
    type Groups = radius_client_group::Entity;
    type Shown = RadiusClient;
    type ShownGroup = RadiusClientGroup;
    type WantedGroup = AdmitGroup;

    const NAME: &'static str = "RADIUS client";
    const CREDENTIAL: &'static str = "secret";
    const WRONG_CREDENTIAL: &'static str = "The secret of the RADIUS client is wrong";
    const MOST: u64 = MOST_RADIUS_CLIENTS;
    const TOO_MANY: &'static str =
        "An organization has at most 200 RADIUS clients. Delete one first";
    const MOST_GROUPS: usize = MOST_RADIUS_GROUPS;
    const PARTY: PartyKind = PartyKind::RadiusClient;
    const CREATED: EventAction = EventAction::RadiusClientCreated;
    const UPDATED: EventAction = EventAction::RadiusClientUpdated;
    const REPLACED: EventAction = EventAction::RadiusClientSecretReplaced;
    const DELETED: EventAction = EventAction::RadiusClientDeleted;
    const LIST: &'static str = "radius-clients";
    const CREDENTIAL_HASH: radius_client::Column = radius_client::Column::SecretHash;
    const LAST_USED_AT: radius_client::Column = radius_client::Column::LastUsedAt;
    const ROW_OF_GROUP: radius_client_group::Column = radius_client_group::Column::RadiusClientId;
    const GROUP: radius_client_group::Column = radius_client_group::Column::GroupId;
    const ORGANIZATION_OF_GROUP: radius_client_group::Column =
        radius_client_group::Column::OrganizationId;

    fn facts(row: &radius_client::Model) -> Facts<'_> {
        Facts {
            id: row.id,
            organization: OrganizationId(row.organization_id),
            name: &row.name,
            last_used_at: row.last_used_at,
            version: row.version,
        }
    }

    fn show(row: radius_client::Model, groups: Vec<RadiusClientGroup>) -> RadiusClient {
        RadiusClient {
            id: RadiusClientId(row.id),
            name: row.name,
            network: row.network,
            hint: row.hint,
            everyone: row.everyone,
            groups,
            vlan: number(row.vlan),
            on_lock: row.on_lock,
            on_expiry: row.on_expiry,
            created_by: row.created_by,
            created_at: row.created_at,
            last_used_at: row.last_used_at,
            version: row.version.into(),
        }
    }

    fn describe<'a>(event: NewEvent<'a>, row: &radius_client::Model) -> NewEvent<'a> {
        event.with("network", row.network.as_str())
    }

    fn new_credential() -> Result<NewCredential, Error> {
        new_secret()
    }

    fn with_credential(
        row: &radius_client::Model,
        hash: Vec<u8>,
        hint: String,
    ) -> radius_client::ActiveModel {
        radius_client::ActiveModel {
            id: Unchanged(row.id),
            secret_hash: Set(hash),
            hint: Set(hint),
            version: Set(row.version.incremented()),
            ..Default::default()
        }
    }

    fn group_id(group: &AdmitGroup) -> GroupId {
        group.group_id
    }

    fn group_row(
        client: Facts<'_>,
        position: i32,
        group: &AdmitGroup,
    ) -> radius_client_group::ActiveModel {
        radius_client_group::ActiveModel {
            radius_client_id: Set(client.id),
            group_id: Set(group.group_id.0),
            organization_id: Set(client.organization.0),
            position: Set(position),
            vlan: Set(group.vlan.map(i32::from)),
        }
    }

    fn are_same(wanted: &[AdmitGroup], shown: &[RadiusClientGroup]) -> bool {
        let shown = shown.iter().map(|group| AdmitGroup {
            group_id: group.group_id,
            vlan: group.vlan,
        });
        wanted.iter().copied().eq(shown)
    }

    async fn groups_of(
        db: &impl ConnectionTrait,
        organization: OrganizationId,
        clients: &[Uuid],
    ) -> Result<HashMap<Uuid, Vec<RadiusClientGroup>>, Error> {
        let rows = radius_client_group::Entity::find()
            .filter(radius_client_group::Column::OrganizationId.eq(organization.0))
            .filter(radius_client_group::Column::RadiusClientId.is_in(clients.iter().copied()))
            .order_by_asc(radius_client_group::Column::Position)
            .all(db)
            .await?;
        let ids = rows.iter().map(|row| row.group_id).collect();
        let names = names_of(db, organization, ids).await?;
        let names: HashMap<Uuid, String> = names.into_iter().collect();
        let mut groups: HashMap<Uuid, Vec<RadiusClientGroup>> = HashMap::new();
        for row in rows {
            let shown = RadiusClientGroup {
                group_id: GroupId(row.group_id),
                group_name: names.get(&row.group_id).cloned().unwrap_or_default(),
                vlan: number(row.vlan),
            };
            groups.entry(row.radius_client_id).or_default().push(shown);
        }
        Ok(groups)
    }
}
