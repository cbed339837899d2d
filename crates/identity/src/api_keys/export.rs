use contract::api_keys::ApiKey;
use contract::ids::OrganizationId;
use entity::api_key::Entity;
use rules::time::Timestamp;
use serde::Serialize;

use super::list::{creator, states};
use super::show;
use crate::exports::{ExportedTable, Rows};
use crate::{Context, Error};

/// The API keys of an organization without the keys themselves, the revoked ones included.
#[derive(Debug)]
pub struct ExportedApiKeys;

/// An API key, in an export.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ExportedApiKey {
    /// What is known of it.
    #[serde(flatten)]
    pub api_key: ApiKey,
    /// When it was revoked; absent if it was not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revoked_at: Option<Timestamp>,
}

impl ExportedTable for ExportedApiKeys {
    type Table = Entity;
    type Shown = ExportedApiKey;
    const FILE: &'static str = "api-keys.jsonl";

    async fn show(
        context: &Context,
        organization: OrganizationId,
        rows: Rows<Self>,
    ) -> Result<Vec<ExportedApiKey>, Error> {
        let creators = states(context.database().read(), organization, &rows).await?;
        let keys = rows.into_iter().map(|row| {
            let creator = creator(&creators, &row);
            ExportedApiKey {
                revoked_at: row.revoked_at,
                api_key: show(row, creator),
            }
        });
        Ok(keys.collect())
    }
}
