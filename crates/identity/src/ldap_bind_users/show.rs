use std::collections::HashMap;

use contract::events::PartyKind;
use contract::ids::{ApplicationId, LdapBindUserId, OrganizationId};
use contract::ldap_bind_users::LdapBindUser;
use entity::ldap_bind_user::Model;
use entity::{application, directory};
use ldap::dn::Dn;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use crate::Error;
use crate::actor::Party;

/// What is shown of bind users besides their rows.
pub(super) struct Shown {
    /// The suffix, if there is one.
    suffix: Option<Dn>,
    /// The names of their applications.
    applications: HashMap<Uuid, String>,
}

impl Shown {
    /// Reads what `rows` need.
    pub async fn read(
        db: &impl ConnectionTrait,
        organization: OrganizationId,
        rows: &[Model],
    ) -> Result<Self, Error> {
        let directory = directory::Entity::find_by_id(organization.0)
            .one(db)
            .await?;
        let ids = rows.iter().filter_map(|row| row.application_id);
        let applications: Vec<(Uuid, String)> = application::Entity::find()
            .select_only()
            .columns([application::Column::Id, application::Column::Name])
            .filter(application::Column::OrganizationId.eq(organization.0))
            .filter(application::Column::Id.is_in(ids))
            .into_tuple()
            .all(db)
            .await?;
        Ok(Self {
            suffix: directory.and_then(|row| Dn::parse(&row.suffix).ok()),
            applications: applications.into_iter().collect(),
        })
    }

    /// Builds the API's representation of a bind user.
    pub fn show(&self, row: Model) -> LdapBindUser {
        let dn = |suffix: &Dn| suffix.child("ou", "services").child("cn", &row.name);
        let application = row.application_id;
        LdapBindUser {
            id: LdapBindUserId(row.id),
            dn: self.suffix.as_ref().map(|suffix| dn(suffix).to_string()),
            reads: row.reads,
            application_id: application.map(ApplicationId),
            application_name: application.and_then(|id| self.applications.get(&id).cloned()),
            name: row.name,
            created_by: row.created_by,
            created_at: row.created_at,
            last_used_at: row.last_used_at,
        }
    }
}

/// The bind user as the target of an event.
pub(super) fn party(row: &Model) -> Party {
    Party {
        kind: PartyKind::LdapBindUser,
        id: Some(row.id),
        name: row.name.clone(),
        email: None,
    }
}
