//! What the table of hosts shows.

use client::Error;
use contract::hosts::Host;
use portal_kit::api::api;
use ui_kit::prelude::Icon;

use crate::resources::{ListedResource, ResourceRow};
use crate::words::hosts::TABLE;
use crate::words::resources::Table;

impl ListedResource for Host {
    const ICON: Icon = Icon::Key;
    const WORDS: &'static Table = &TABLE;

    fn as_row(&self) -> ResourceRow<'_> {
        ResourceRow {
            id: self.id.0,
            version: self.version,
            name: &self.name,
            detail: None,
            everyone: self.everyone,
            groups: self.groups.iter().map(|it| it.name.as_str()).collect(),
            last_used_at: self.last_used_at,
        }
    }

    async fn delete(self) -> Result<(), Error> {
        api().delete_host(self.id, self.version).await
    }

    async fn replace(self) -> Result<String, Error> {
        Ok(api().replace_host_key(self.id).await?.key)
    }
}
