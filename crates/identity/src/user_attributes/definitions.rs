use contract::ids::OrganizationId;
use contract::user_attributes::AttributeKindOf;
use entity::attribute_definition::{Column, Entity, Model};
use sea_orm::sea_query::LockType;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
};
use uuid::Uuid;

use crate::Error;

/// All attributes of an organization, in display order. There are at most
/// [`MOST_ATTRIBUTES`](rules::attribute::MOST_ATTRIBUTES).
pub(crate) struct Definitions(Vec<Model>);

impl Definitions {
    /// Reads the attributes of `organization`.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn read(
        db: &impl ConnectionTrait,
        organization: OrganizationId,
    ) -> Result<Self, Error> {
        let all = Entity::find()
            .filter(Column::OrganizationId.eq(organization.0))
            .order_by_asc(Column::Position)
            .order_by_asc(Column::Id)
            .all(db)
            .await?;
        Ok(Self(all))
    }

    /// Reads the attributes of `organization`, or those with these names, before values of them are
    /// written. They stay as they are until the transaction of `db` ends: who changes or deletes one of
    /// them waits, and has been waited for.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn hold(
        db: &impl ConnectionTrait,
        organization: OrganizationId,
        names: Option<Vec<String>>,
    ) -> Result<Self, Error> {
        let held = Entity::find()
            .filter(Column::OrganizationId.eq(organization.0))
            .apply_if(names, |query, names| {
                query.filter(Column::Name.is_in(names))
            })
            // Always in the same order, and later as they are displayed.
            .order_by_asc(Column::Id);
        let mut held = QuerySelect::lock(held, LockType::Share).all(db).await?;
        held.sort_by_key(|one| (one.position, one.id));
        Ok(Self(held))
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &Model> {
        self.0.iter()
    }

    /// All of them, as their rows.
    pub fn into_rows(self) -> Vec<Model> {
        self.0
    }

    /// The names of their columns in lists, views and exports.
    pub fn columns(&self) -> Vec<String> {
        let names = self.iter().map(|one| format!("attributes.{}", one.name));
        names.collect()
    }

    /// Whether the organization has none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The attribute with this name.
    pub fn named(&self, name: &str) -> Option<&Model> {
        self.iter().find(|definition| definition.name == name)
    }

    /// The attribute with this identifier.
    pub fn with_id(&self, id: Uuid) -> Option<&Model> {
        self.iter().find(|definition| definition.id == id)
    }
}

/// The kind of an attribute with its choices.
pub(crate) fn kind_of(definition: &Model) -> AttributeKindOf<'_> {
    AttributeKindOf {
        kind: definition.kind,
        choices: &definition.choices.0,
    }
}
