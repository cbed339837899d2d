use contract::ids::OrganizationId;
use contract::webhooks::Webhook;
use entity::webhook::Entity;

use super::secrets::{secrets, show_all};
use super::show::show;
use crate::exports::{ExportedTable, Rows};
use crate::{Context, Error};

/// The webhooks of an organization with their whole addresses. Of their secrets, only the hints are known.
#[derive(Debug)]
pub struct ExportedWebhooks;

impl ExportedTable for ExportedWebhooks {
    type Table = Entity;
    type Shown = Webhook;
    const FILE: &'static str = "webhooks.jsonl";

    async fn show(
        context: &Context,
        organization: OrganizationId,
        rows: Rows<Self>,
    ) -> Result<Vec<Webhook>, Error> {
        let read = context.database().read();
        let mut webhooks = Vec::new();
        for row in rows {
            let secrets = secrets(read, organization.0, row.id).await?;
            webhooks.push(show(row, show_all(secrets)));
        }
        Ok(webhooks)
    }
}
