use contract::ids::OrganizationId;
use contract::scheduled_changes::ScheduledChange;
use entity::scheduled_change::Entity;

use super::show::show_with;
use crate::accounts::{find_organization, names_and_emails};
use crate::exports::{ExportedTable, Rows};
use crate::zone::Zone;
use crate::{Context, Error};

/// The scheduled changes of an organization's users.
#[derive(Debug)]
pub struct ExportedChanges;

impl ExportedTable for ExportedChanges {
    type Table = Entity;
    type Shown = ScheduledChange;
    const FILE: &'static str = "scheduled-changes.jsonl";

    async fn show(
        context: &Context,
        organization: OrganizationId,
        rows: Rows<Self>,
    ) -> Result<Vec<ScheduledChange>, Error> {
        let read = context.database().read();
        let zone = Zone::of(&find_organization(read, organization).await?);
        let users = rows.iter().map(|change| change.account_id);
        let users = names_and_emails(read, organization, users).await?;
        let changes = rows.into_iter().map(|change| {
            let user = users.get(&change.account_id).cloned();
            show_with(&zone, change, user)
        });
        Ok(changes.collect())
    }
}
