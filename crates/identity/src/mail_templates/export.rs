use contract::ids::OrganizationId;
use contract::mail_templates::MailWords;
use entity::mail_template::Entity;
use rules::time::Timestamp;
use serde::Serialize;
use uuid::Uuid;

use crate::exports::{ExportedTable, Rows};
use crate::{Context, Error};

/// The emails that an organization has reworded.
#[derive(Debug)]
pub struct ExportedTemplates;

/// A kind of email, in an export.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ExportedTemplate {
    /// Identifier.
    pub id: Uuid,
    /// The kind.
    pub kind: String,
    /// The organization's own words; absent if they were reset to the default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<MailWords>,
    /// Who last changed them.
    pub updated_by: String,
    /// When they were last changed.
    pub updated_at: Timestamp,
}

impl ExportedTable for ExportedTemplates {
    type Table = Entity;
    type Shown = ExportedTemplate;
    const FILE: &'static str = "mail-templates.jsonl";

    async fn show(
        _: &Context,
        _: OrganizationId,
        rows: Rows<Self>,
    ) -> Result<Vec<ExportedTemplate>, Error> {
        let templates = rows.into_iter().map(|row| ExportedTemplate {
            id: row.id,
            kind: row.kind,
            words: row.words.map(|words| words.0),
            updated_by: row.updated_by,
            updated_at: row.updated_at,
        });
        Ok(templates.collect())
    }
}
