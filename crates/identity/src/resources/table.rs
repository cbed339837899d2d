use std::collections::HashMap;

use contract::events::{EventAction, PartyKind};
use contract::ids::{GroupId, OrganizationId};
use entity::{RowId, TenantTable, Version};
use rules::time::Timestamp;
use sea_orm::{ConnectionTrait, EntityTrait};
use uuid::Uuid;

use super::credential::NewCredential;
use crate::Error;
use crate::events::NewEvent;

/// A table of hosts or RADIUS clients, and the table of the groups whose members have access.
pub(crate) trait ResourceTable: TenantTable {
    /// The identifier of a row.
    type Id: RowId<Table = Self>;
    /// The groups.
    type Groups: EntityTrait;
    /// A row as the API shows it.
    type Shown;
    /// A group as the API shows it.
    type ShownGroup;
    /// A group as a request names it.
    type WantedGroup;

    /// What a row is called in messages.
    const NAME: &'static str;
    /// What its credential is called in messages and in events.
    const CREDENTIAL: &'static str;
    /// The message about a credential that no row has.
    const WRONG_CREDENTIAL: &'static str;
    /// The number of rows that an organization can have.
    const MOST: u64;
    /// The message about too many rows.
    const TOO_MANY: &'static str;
    /// The number of groups that a row can have.
    const MOST_GROUPS: usize;
    /// What a row is as the target of an event.
    const PARTY: PartyKind;
    /// The event of a created row.
    const CREATED: EventAction;
    /// The event of a changed row.
    const UPDATED: EventAction;
    /// The event of a replaced credential.
    const REPLACED: EventAction;
    /// The event of a deleted row.
    const DELETED: EventAction;
    /// The name of the list of the rows, to which cursors belong.
    const LIST: &'static str;
    /// The column with the hash of the credential.
    const CREDENTIAL_HASH: Self::Column;
    /// The column that says when it last asked.
    const LAST_USED_AT: Self::Column;
    /// The column of a group with the row that it belongs to.
    const ROW_OF_GROUP: <Self::Groups as EntityTrait>::Column;
    /// The column of a group with its identifier.
    const GROUP: <Self::Groups as EntityTrait>::Column;
    /// The column of a group with the tenant.
    const ORGANIZATION_OF_GROUP: <Self::Groups as EntityTrait>::Column;

    /// What every row has.
    fn facts(row: &Self::Model) -> Facts<'_>;

    /// Builds the API's representation of a row with these groups.
    fn show(row: Self::Model, groups: Vec<Self::ShownGroup>) -> Self::Shown;

    /// Adds to the event of a created row what it says besides the name.
    fn describe<'a>(event: NewEvent<'a>, _row: &Self::Model) -> NewEvent<'a> {
        event
    }

    /// Generates a credential.
    ///
    /// # Errors
    /// If no random numbers are available.
    fn new_credential() -> Result<NewCredential, Error>;

    /// Replaces the credential of a row.
    fn with_credential(row: &Self::Model, hash: Vec<u8>, hint: String) -> Self::ActiveModel;

    /// The identifier of a group that a request names.
    fn group_id(group: &Self::WantedGroup) -> GroupId;

    /// A group of this row, to be inserted at this position.
    fn group_row(
        facts: Facts<'_>,
        position: i32,
        group: &Self::WantedGroup,
    ) -> <Self::Groups as EntityTrait>::ActiveModel;

    /// Whether a request names the groups that a row has.
    fn are_same(wanted: &[Self::WantedGroup], shown: &[Self::ShownGroup]) -> bool;

    /// The groups of these rows, in the order in which they are shown.
    ///
    /// # Errors
    /// If the database fails.
    async fn groups_of(
        db: &impl ConnectionTrait,
        organization: OrganizationId,
        rows: &[Uuid],
    ) -> Result<HashMap<Uuid, Vec<Self::ShownGroup>>, Error>;
}

/// What every row has.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Facts<'a> {
    /// Its identifier.
    pub id: Uuid,
    /// Its tenant.
    pub organization: OrganizationId,
    /// Its name.
    pub name: &'a str,
    /// When it last asked.
    pub last_used_at: Option<Timestamp>,
    /// Counts the changes by administrators.
    pub version: Version,
}
