use contract::ids::OrganizationId;
use entity::radius_client::{Entity, Model};
use rules::resource::ResourcePolicy;

use super::may_connect::policy;
use crate::actor::{Client, Party};
use crate::resources::{authenticate, party};
use crate::{Context, Error};

/// A RADIUS client that has proved its secret. Only [`caller`] creates it.
#[derive(Clone, Debug)]
pub struct RadiusCaller {
    pub(super) row: Model,
    pub(super) client: Client,
}

impl RadiusCaller {
    /// The organization whose users it asks about.
    pub(super) const fn organization(&self) -> OrganizationId {
        OrganizationId(self.row.organization_id)
    }

    /// What it does about accounts that are locked or expired.
    pub(super) const fn policy(&self) -> ResourcePolicy {
        policy(&self.row)
    }

    /// The RADIUS client, for the log.
    pub fn party(&self) -> Party {
        party::<Entity>(&self.row)
    }
}

/// Authenticates a RADIUS client by its secret.
///
/// # Errors
/// `unauthenticated`.
pub async fn caller(
    context: &Context,
    secret: &str,
    client: Client,
) -> Result<RadiusCaller, Error> {
    let row = authenticate::<Entity>(context, secret).await?;
    Ok(RadiusCaller { row, client })
}
