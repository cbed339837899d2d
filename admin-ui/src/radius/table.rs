//! What the table of RADIUS clients shows.

use client::Error;
use contract::radius::RadiusClient;
use portal_kit::api::api;
use ui_kit::prelude::Icon;

use crate::resources::{ListedResource, ResourceRow};
use crate::words::radius::TABLE;
use crate::words::resources::Table;

impl ListedResource for RadiusClient {
    const ICON: Icon = Icon::External;
    const WORDS: &'static Table = &TABLE;

    fn as_row(&self) -> ResourceRow<'_> {
        let groups = self.groups.iter();
        ResourceRow {
            id: self.id.0,
            version: self.version,
            name: &self.name,
            detail: Some(&self.network),
            everyone: self.everyone,
            groups: groups.map(|it| it.group_name.as_str()).collect(),
            last_used_at: self.last_used_at,
        }
    }

    async fn delete(self) -> Result<(), Error> {
        api().delete_radius_client(self.id, self.version).await
    }

    async fn replace(self) -> Result<String, Error> {
        let new = api().replace_radius_client_secret(self.id).await?;
        Ok(new.secret)
    }
}
