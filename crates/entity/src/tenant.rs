//! What the tables with rows of organizations have in common.

use contract::ids::{
    ApiKeyId, ApplicationId, ApplicationPasswordId, ApplicationSessionId, AttributeId, BulkJobId,
    EventId, GroupId, HostId, ImportId, LdapBindUserId, MailId, RadiusClientId, ScheduledChangeId,
    SshKeyId, WebhookDeliveryId, WebhookId,
};
use sea_orm::entity::prelude::*;

/// A table whose rows belong to organizations.
pub trait TenantTable: EntityTrait {
    /// The column with the identifier.
    const ID: Self::Column;
    /// The column with the tenant.
    const ORGANIZATION: Self::Column;

    /// The identifier of a row.
    fn id(row: &Self::Model) -> Uuid;
}

/// The identifier of a row of such a table.
pub trait RowId: Copy {
    /// The table.
    type Table: TenantTable;

    /// The identifier that is stored as `id`.
    fn from_uuid(id: Uuid) -> Self;

    /// The identifier as it is stored.
    fn uuid(self) -> Uuid;
}

/// The tables, and the types of their identifiers.
macro_rules! tenant_tables {
    ($($table:ident $(: $id:ident)?),* $(,)?) => {$(
        impl TenantTable for crate::$table::Entity {
            const ID: crate::$table::Column = crate::$table::Column::Id;
            const ORGANIZATION: crate::$table::Column = crate::$table::Column::OrganizationId;

            fn id(row: &crate::$table::Model) -> Uuid {
                row.id
            }
        }

        $(impl RowId for $id {
            type Table = crate::$table::Entity;

            fn from_uuid(id: Uuid) -> Self {
                Self(id)
            }

            fn uuid(self) -> Uuid {
                self.0
            }
        })?
    )*};
}

tenant_tables! {
    api_key: ApiKeyId,
    application: ApplicationId,
    application_password: ApplicationPasswordId,
    application_session: ApplicationSessionId,
    attribute_definition: AttributeId,
    bulk_job: BulkJobId,
    client_secret,
    event: EventId,
    ldap_bind_user: LdapBindUserId,
    linux_host: HostId,
    mail: MailId,
    mail_template,
    posix_number,
    radius_client: RadiusClientId,
    saved_view,
    scheduled_change: ScheduledChangeId,
    ssh_key: SshKeyId,
    terms,
    terms_acceptance,
    user_group: GroupId,
    user_import: ImportId,
    webhook: WebhookId,
    webhook_delivery: WebhookDeliveryId,
}
