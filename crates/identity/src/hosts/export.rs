use contract::hosts::Host;
use contract::ids::OrganizationId;
use entity::linux_host::Entity;

use crate::exports::{ExportedTable, Rows};
use crate::resources::show_all;
use crate::{Context, Error};

/// The Linux hosts of an organization. Of their keys, only the hints are known.
#[derive(Debug)]
pub struct ExportedHosts;

impl ExportedTable for ExportedHosts {
    type Table = Entity;
    type Shown = Host;
    const FILE: &'static str = "hosts.jsonl";

    async fn show(
        context: &Context,
        organization: OrganizationId,
        rows: Rows<Self>,
    ) -> Result<Vec<Host>, Error> {
        show_all::<Entity>(context.database().read(), organization, rows).await
    }
}
