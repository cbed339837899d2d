use contract::ids::OrganizationId;
use contract::radius::RadiusClient;
use entity::radius_client::Entity;

use crate::exports::{ExportedTable, Rows};
use crate::resources::show_all;
use crate::{Context, Error};

/// The RADIUS clients of an organization. Of their secrets, only the hints are known.
#[derive(Debug)]
pub struct ExportedRadiusClients;

impl ExportedTable for ExportedRadiusClients {
    type Table = Entity;
    type Shown = RadiusClient;
    const FILE: &'static str = "radius-clients.jsonl";

    async fn show(
        context: &Context,
        organization: OrganizationId,
        rows: Rows<Self>,
    ) -> Result<Vec<RadiusClient>, Error> {
        show_all::<Entity>(context.database().read(), organization, rows).await
    }
}
