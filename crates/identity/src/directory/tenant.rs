use contract::ids::OrganizationId;
use entity::directory::{Column, Entity, Model};
use entity::organization;
use ldap::dn::Dn;
use rules::directory::DirectoryPolicy;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use crate::Error;
use crate::organization::keys_above;

/// An organization whose directory is enabled.
pub(super) struct Tenant {
    /// The organization.
    pub organization: organization::Model,
    /// The name below which its entries are.
    pub suffix: Dn,
}

impl Tenant {
    /// The organization that a name belongs to. If several suffixes fit, which a race between two
    /// administrators could cause, it belongs to none: passwords of one must never be given to the other.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn of_name(db: &impl ConnectionTrait, name: &Dn) -> Result<Option<Self>, Error> {
        let found = Entity::find()
            .filter(Column::SuffixKey.is_in(keys_above(name)))
            .all(db)
            .await?;
        match <[Model; 1]>::try_from(found) {
            Ok([row]) => Self::with(db, row).await,
            Err(_) => Ok(None),
        }
    }

    /// The directory of an organization, if it is enabled.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn of(
        db: &impl ConnectionTrait,
        organization: OrganizationId,
    ) -> Result<Option<Self>, Error> {
        match Entity::find_by_id(organization.0).one(db).await? {
            Some(row) => Self::with(db, row).await,
            None => Ok(None),
        }
    }

    async fn with(db: &impl ConnectionTrait, row: Model) -> Result<Option<Self>, Error> {
        let organization = organization::Entity::find_by_id(row.organization_id)
            .one(db)
            .await?;
        let enabled = organization.filter(|it| it.settings.directory.enabled);
        let suffix = Dn::parse(&row.suffix).ok();
        Ok(enabled.zip(suffix).map(|(organization, suffix)| Self {
            organization,
            suffix,
        }))
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
