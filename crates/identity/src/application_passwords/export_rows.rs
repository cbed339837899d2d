use contract::ids::{ApplicationId, ApplicationPasswordId, OrganizationId, UserId};
use entity::application_password::Entity;
use rules::time::Timestamp;
use serde::Serialize;

use crate::exports::{ExportedTable, Rows};
use crate::{Context, Error};

/// The application passwords of an organization's users without their secrets, the revoked ones included.
#[derive(Debug)]
pub struct ApplicationPasswordRows;

/// An application password, in an export.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ApplicationPasswordRow {
    /// Identifier.
    pub id: ApplicationPasswordId,
    /// The user.
    pub user_id: UserId,
    /// The only application that accepts it; absent if it is for a device or program.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub application_id: Option<ApplicationId>,
    /// The name that the user gave it.
    pub name: String,
    /// When it was created.
    pub created_at: Timestamp,
    /// When it last signed the user in; absent if it never did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_used_at: Option<Timestamp>,
    /// When it was revoked; absent if it was not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revoked_at: Option<Timestamp>,
}

impl ExportedTable for ApplicationPasswordRows {
    type Table = Entity;
    type Shown = ApplicationPasswordRow;
    const FILE: &'static str = "application-passwords.jsonl";

    async fn show(
        _: &Context,
        _: OrganizationId,
        rows: Rows<Self>,
    ) -> Result<Vec<ApplicationPasswordRow>, Error> {
        let passwords = rows.into_iter().map(|row| ApplicationPasswordRow {
            id: ApplicationPasswordId(row.id),
            user_id: UserId(row.account_id),
            application_id: row.application_id.map(ApplicationId),
            name: row.name,
            created_at: row.created_at,
            last_used_at: row.last_used_at,
            revoked_at: row.revoked_at,
        });
        Ok(passwords.collect())
    }
}
