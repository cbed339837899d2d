use std::collections::BTreeMap;

use contract::filter::{AttributeBound, AttributeField, AttributeFilter};
use contract::ids::OrganizationId;
use entity::attribute_definition::Model;
use entity::user_attribute::{Column, Entity};
use rules::attribute::AttributeKind;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, Select,
};

use super::definitions::{Definitions, kind_of};
use super::key::key_of;
use crate::Error;
use crate::lists::{AttributeSort, any, attribute_key};

/// Selects, for each attribute of the filter, the users who have a value that matches.
///
/// # Errors
/// `invalid-query` for an attribute that does not exist or is not filterable, for a bound that does not
/// fit its kind, and for values that it does not take.
pub(crate) async fn matching_values(
    db: &impl ConnectionTrait,
    organization: OrganizationId,
    filter: &AttributeFilter,
) -> Result<Vec<Select<Entity>>, Error> {
    if filter.is_empty() {
        return Ok(Vec::new());
    }
    let definitions = Definitions::read(db, organization).await?;
    // All fields of an attribute are in one statement, so that the database reads one range of its index.
    let mut users: BTreeMap<&str, Select<Entity>> = BTreeMap::new();
    for (field, values) in filter.iter() {
        let name = field.name.as_str();
        let definition = definitions.named(name).filter(|one| one.filterable);
        let Some(definition) = definition else {
            let message = format!("There is no filterable attribute with the name {name}");
            return Err(Error::query("filter", message));
        };
        let with_value = users.remove(name).unwrap_or_else(|| {
            Entity::find()
                .select_only()
                .column(Column::AccountId)
                .filter(Column::AttributeId.eq(definition.id))
                .filter(Column::OrganizationId.eq(organization.0))
        });
        users.insert(name, with_value.filter(matches(definition, field, values)?));
    }
    Ok(users.into_values().collect())
}

/// Matches the rows of the attribute whose value passes one of `values`.
fn matches(
    definition: &Model,
    field: &AttributeField,
    values: &[String],
) -> Result<Condition, Error> {
    let keys = values.iter().map(|value| key(definition, field, value));
    let keys = keys.collect::<Result<Vec<String>, Error>>()?;
    let Some(bound) = field.bound else {
        return Ok(Condition::all().add(Column::ValueKey.is_in(keys)));
    };
    let order = AttributeSort {
        id: definition.id,
        kind: definition.kind,
    };
    Ok(any(&keys, |key| {
        let (value, key) = (order.value(), order.bound(Expr::value(key.as_str())));
        Condition::all().add(match bound {
            AttributeBound::Since | AttributeBound::AtLeast => value.gte(key),
            AttributeBound::Before => value.lt(key),
            AttributeBound::AtMost => value.lte(key),
        })
    }))
}

/// The form of a value in the filter.
fn key(definition: &Model, field: &AttributeField, value: &str) -> Result<String, Error> {
    let refused = |message: String| {
        let message = format!("attributes.{field}: {message}");
        Error::query("filter", message)
    };
    if let Some(bound) = field.bound
        && bound.kind() != definition.kind
    {
        return Err(refused(format!(
            "{} works only with {} attributes, but {} is a {} attribute",
            bound.as_str(),
            bound.kind().as_str(),
            field.name,
            definition.kind.as_str(),
        )));
    }
    // A choice that was removed matches nobody, and case is ignored as in texts.
    if definition.kind == AttributeKind::Choice {
        return Ok(attribute_key(value));
    }
    match kind_of(definition).read(value) {
        Ok(Some(value)) => Ok(key_of(&value)),
        Ok(None) => Err(refused("Enter a value".to_owned())),
        Err(wrong) => Err(refused(wrong.message)),
    }
}
