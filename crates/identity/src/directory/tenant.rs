use contract::ids::{ApplicationId, OrganizationId};
use entity::directory::{Column, Entity, Model};
use entity::organization;
use ldap::dn::Dn;
use rules::directory::DirectoryPolicy;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use crate::actor::Client;
use crate::organization::keys_above;
use crate::{Context, Error};

/// A directory, and its organization.
type Found = (Model, Option<organization::Model>);

/// An organization whose directory is enabled.
pub(super) struct Tenant {
    /// The organization.
    pub organization: organization::Model,
    /// The name below which its entries are.
    pub suffix: Dn,
    /// The application that the caller asks for, which is then a part of the names of users.
    pub application: Option<ApplicationId>,
}

impl Tenant {
    /// The organization that a name belongs to. If several suffixes fit, which a race between two
    /// administrators could cause, it belongs to none: passwords of one must never be given to the other.
    ///
    /// The client is not authenticated, and nothing limits how often it asks. Those of one network take turns,
    /// so that they do not occupy the database.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn of_name(
        context: &Context,
        client: &Client,
        name: &Dn,
    ) -> Result<Option<Self>, Error> {
        let _turn = context.stranger_turns().wait(client.network()).await;
        let found = Entity::find()
            .filter(Column::SuffixKey.is_in(keys_above(name)))
            .find_also_related(organization::Entity)
            .all(context.database().read())
            .await?;
        let only = <[Found; 1]>::try_from(found).ok();
        Ok(only.and_then(|[found]| Self::of_found(found)))
    }

    /// The directory of an organization, if it is enabled.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn of(
        db: &impl ConnectionTrait,
        organization: OrganizationId,
    ) -> Result<Option<Self>, Error> {
        let found = Entity::find_by_id(organization.0)
            .find_also_related(organization::Entity)
            .one(db)
            .await?;
        Ok(found.and_then(Self::of_found))
    }

    fn of_found((directory, organization): Found) -> Option<Self> {
        Self::enabled(&directory, organization?)
    }

    /// This directory of this organization, if it is enabled.
    pub fn enabled(directory: &Model, organization: organization::Model) -> Option<Self> {
        if !organization.settings.directory.enabled {
            return None;
        }
        let suffix = Dn::parse(&directory.suffix).ok()?;
        Some(Self {
            organization,
            suffix,
            application: None,
        })
    }

    /// The identifier of the organization.
    pub const fn id(&self) -> OrganizationId {
        OrganizationId(self.organization.id)
    }

    /// Its settings.
    pub fn policy(&self) -> &DirectoryPolicy {
        &self.organization.settings.directory
    }
}
