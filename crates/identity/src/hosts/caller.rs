use contract::ids::OrganizationId;
use entity::linux_host::{Entity, Model};

use crate::actor::{Client, Party};
use crate::resources::{authenticate, party};
use crate::{Context, Error};

/// A host that has proved its key. Only [`caller`] creates it.
#[derive(Clone, Debug)]
pub struct HostCaller {
    pub(super) row: Model,
    pub(super) client: Client,
}

impl HostCaller {
    /// The organization whose users it asks about.
    pub(super) const fn organization(&self) -> OrganizationId {
        OrganizationId(self.row.organization_id)
    }

    /// The host, for the log.
    pub fn party(&self) -> Party {
        party::<Entity>(&self.row)
    }
}

/// Authenticates a host by its key.
///
/// # Errors
/// `unauthenticated`.
pub async fn caller(context: &Context, key: &str, client: Client) -> Result<HostCaller, Error> {
    let row = authenticate::<Entity>(context, key).await?;
    Ok(HostCaller { row, client })
}
