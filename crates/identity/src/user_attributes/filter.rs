use contract::filter::AttributeFilter;
use contract::ids::OrganizationId;
use entity::account;
use entity::attribute_definition::Model;
use entity::user_attribute::{Column, Entity};
use rules::attribute::AttributeKind;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait,
};

use super::definitions::{Definitions, kind_of};
use super::key::key_of;
use crate::Error;
use crate::lists::{all_of, attribute_key};

/// The users who have, for each attribute of the filter, one of its values. A condition on accounts.
///
/// # Errors
/// `invalid-query` for an attribute that does not exist or is not filterable, and for values that it
/// does not take.
pub(crate) async fn has_attributes(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    filter: &AttributeFilter,
) -> Result<Condition, Error> {
    if filter.is_empty() {
        return Ok(Condition::all());
    }
    let definitions = Definitions::read(db, organization).await?;
    let mut conditions = Vec::new();
    for (name, values) in filter.iter() {
        let definition = definitions.named(name).filter(|one| one.filterable);
        let Some(definition) = definition else {
            let message = format!("There is no filterable attribute with the name {name}");
            return Err(Error::query("filter", message));
        };
        let keys = values.iter().map(|value| key(definition, value));
        let keys = keys.collect::<Result<Vec<String>, Error>>()?;
        let users = Entity::find()
            .select_only()
            .column(Column::AccountId)
            .filter(Column::AttributeId.eq(definition.id))
            .filter(Column::OrganizationId.eq(organization.0))
            .filter(Column::ValueKey.is_in(keys));
        let users = account::Column::Id.in_subquery(users.into_query());
        conditions.push(Condition::all().add(users));
    }
    Ok(all_of(conditions))
}

/// The form of a value in the filter.
fn key(definition: &Model, value: &str) -> Result<String, Error> {
    // A choice that was removed matches nobody, and case is ignored as in texts.
    if definition.kind == AttributeKind::Choice {
        return Ok(attribute_key(value));
    }
    match kind_of(definition).read(value) {
        Ok(Some(value)) => Ok(key_of(&value)),
        Ok(None) => Ok(String::new()),
        Err(wrong) => {
            let message = format!("attributes.{}: {}", definition.name, wrong.message);
            Err(Error::query("filter", message))
        }
    }
}
