use contract::ids::OrganizationId;
use entity::posix_number::Entity;
use rules::directory::PosixKind;
use serde::Serialize;
use uuid::Uuid;

use crate::exports::{ExportedTable, Rows};
use crate::{Context, Error};

/// The numbers that were given to an organization's users and groups on Unix. They include those of
/// deleted ones, so that a system that continues with them gives none of them twice.
#[derive(Debug)]
pub struct ExportedNumbers;

/// A number, in an export.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ExportedNumber {
    /// Identifier.
    pub id: Uuid,
    /// What the number is.
    pub kind: PosixKind,
    /// The number.
    pub number: i64,
    /// The user or the group, which may be deleted. A user also has a group of its own.
    pub owner_id: Uuid,
}

impl ExportedTable for ExportedNumbers {
    type Table = Entity;
    type Shown = ExportedNumber;
    const FILE: &'static str = "posix-numbers.jsonl";

    async fn show(
        _: &Context,
        _: OrganizationId,
        rows: Rows<Self>,
    ) -> Result<Vec<ExportedNumber>, Error> {
        let numbers = rows.into_iter().map(|row| ExportedNumber {
            id: row.id,
            kind: row.kind,
            number: row.number,
            owner_id: row.owner_id,
        });
        Ok(numbers.collect())
    }
}
