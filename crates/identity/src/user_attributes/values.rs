//! Reads the values of users.

use std::collections::HashMap;

use contract::ids::OrganizationId;
use contract::user_attributes::{AttributeValues, OwnAttributeDefinition};
use entity::attribute_definition;
use entity::user_attribute::{Column, Entity, Model};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect, Select,
};
use uuid::Uuid;

use super::definitions::Definitions;
use super::show::show_own;
use crate::Error;
use crate::lists::attribute_key;

/// The values of these users of `organization`. Those who have none are left out.
///
/// # Errors
/// If the database fails.
pub(crate) async fn values_of(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    accounts: &[Uuid],
) -> Result<HashMap<Uuid, AttributeValues>, Error> {
    let definitions = Definitions::read(db, organization).await?;
    values_for(db, organization, &definitions, accounts).await
}

async fn values_for(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    definitions: &Definitions,
    accounts: &[Uuid],
) -> Result<HashMap<Uuid, AttributeValues>, Error> {
    let mut values: HashMap<Uuid, AttributeValues> = HashMap::new();
    if definitions.is_empty() || accounts.is_empty() {
        return Ok(values);
    }
    for row in rows(organization, accounts).all(db).await? {
        if let Some(definition) = definitions.with_id(row.attribute_id) {
            let of_user = values.entry(row.account_id).or_default();
            of_user.insert(definition.name.clone(), row.value.0);
        }
    }
    Ok(values)
}

/// The values of one user, by the identifiers of the attributes.
pub(super) async fn stored(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    account: Uuid,
) -> Result<Vec<Model>, Error> {
    Ok(rows(organization, &[account]).all(db).await?)
}

fn rows(organization: OrganizationId, accounts: &[Uuid]) -> Select<Entity> {
    Entity::find()
        .filter(Column::OrganizationId.eq(organization.0))
        .filter(Column::AccountId.is_in(accounts.iter().copied()))
}

/// The attributes and values that a user sees in their own profile.
///
/// # Errors
/// If the database fails.
pub(crate) async fn own(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    account: Uuid,
) -> Result<(Vec<OwnAttributeDefinition>, AttributeValues), Error> {
    let definitions = Definitions::read(db, organization).await?;
    let seen = definitions.iter().filter(|one| one.user_access.sees());
    let seen: Vec<_> = seen.map(show_own).collect();
    if seen.is_empty() {
        return Ok((seen, AttributeValues::new()));
    }
    let mut values = values_for(db, organization, &definitions, &[account]).await?;
    let mut values = values.remove(&account).unwrap_or_default();
    values.retain(|name, _| seen.iter().any(|one| one.name == *name));
    Ok((seen, values))
}

/// The names of the attributes that users see in their own profile.
///
/// # Errors
/// If the database fails.
pub(crate) async fn seen_names(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
) -> Result<Vec<String>, Error> {
    let definitions = Definitions::read(db, organization).await?;
    let seen = definitions.iter().filter(|one| one.user_access.sees());
    Ok(seen.map(|one| one.name.clone()).collect())
}

/// The number of users who have a value.
pub(super) async fn users_with_value(
    db: &impl ConnectionTrait,
    definition: &attribute_definition::Model,
) -> Result<u64, Error> {
    let users = of(definition).select_only().column(Column::AccountId);
    Ok(users.count(db).await?)
}

/// The users who have a value.
pub(super) async fn with_value(
    db: &impl ConnectionTrait,
    definition: &attribute_definition::Model,
) -> Result<Vec<Uuid>, Error> {
    let users = of(definition).select_only().column(Column::AccountId);
    Ok(users.into_tuple::<Uuid>().all(db).await?)
}

/// The first of these values that a user has.
pub(super) async fn has_one_of<'a>(
    db: &impl ConnectionTrait,
    definition: &attribute_definition::Model,
    values: &[&'a String],
) -> Result<Option<&'a String>, Error> {
    for value in values {
        let same = of(definition)
            .filter(Column::ValueKey.eq(attribute_key(value)))
            .limit(1)
            .one(db)
            .await?;
        if same.is_some_and(|row| row.value.0.to_string() == **value) {
            return Ok(Some(value));
        }
    }
    Ok(None)
}

fn of(definition: &attribute_definition::Model) -> Select<Entity> {
    Entity::find()
        .filter(Column::AttributeId.eq(definition.id))
        .filter(Column::OrganizationId.eq(definition.organization_id))
}
