//! Changes of a user's values: validated first, written with the rest of the user.

use contract::ids::OrganizationId;
use contract::problem::ProblemType;
use contract::user_attributes::{AttributeChanges, AttributeValue};
use entity::user_attribute::{ActiveModel, Column, Entity, Model};
use entity::{account, attribute_definition};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter, SqlErr,
};
use uuid::Uuid;

use super::definitions::{Definitions, kind_of};
use super::key::key_of;
use super::values::stored;
use crate::Error;
use crate::fields::Fields;

/// Who changes a user's values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Editor {
    /// An administrator or a program with `users:write`.
    Administrator,
    /// The user, who may not see or edit every attribute.
    User,
}

/// Validated changes of a user's values. Contains only what differs from the stored values.
#[derive(Debug, Default)]
pub(crate) struct AttributeEdits(Vec<Edit>);

#[derive(Debug)]
struct Edit {
    attribute: Uuid,
    name: String,
    searchable: bool,
    value: Option<AttributeValue>,
}

impl AttributeEdits {
    /// Validates the values of a new user. A required attribute must have one. `db` is the transaction
    /// that writes them, so that the attributes cannot change in between.
    ///
    /// # Errors
    /// If the database fails. What is wrong with the values is added to `fields`.
    pub async fn of_new(
        db: &impl ConnectionTrait,
        organization: OrganizationId,
        changes: AttributeChanges,
        fields: &mut Fields,
    ) -> Result<Self, Error> {
        let definitions = Definitions::hold(db, organization, None).await?;
        let sent: Vec<String> = changes.keys().cloned().collect();
        let edits = validate(&definitions, changes, Editor::Administrator, fields);
        for missing in definitions.iter().filter(|one| one.required) {
            let is_set = edits
                .iter()
                .any(|edit| edit.attribute == missing.id && edit.value.is_some());
            // One that was sent has an error of its own.
            if !is_set && !sent.contains(&missing.name) {
                refuse_empty(fields, missing);
            }
        }
        let edits = edits.into_iter().filter(|edit| edit.value.is_some());
        Ok(Self(edits.collect()))
    }

    /// Validates changes of an existing user, in the transaction that writes them.
    ///
    /// # Errors
    /// If the database fails. What is wrong with the values is added to `fields`.
    pub async fn of_existing(
        db: &impl ConnectionTrait,
        organization: OrganizationId,
        account: Uuid,
        (changes, by): (AttributeChanges, Editor),
        fields: &mut Fields,
    ) -> Result<Self, Error> {
        if changes.is_empty() {
            return Ok(Self::default());
        }
        let named = changes.keys().cloned().collect();
        let definitions = Definitions::hold(db, organization, Some(named)).await?;
        let edits = validate(&definitions, changes, by, fields);
        let before = stored(db, organization, account).await?;
        let edits = edits.into_iter().filter(|edit| {
            let before = before.iter().find(|row| row.attribute_id == edit.attribute);
            before.map(|row| &row.value.0) != edit.value.as_ref()
        });
        Ok(Self(edits.collect()))
    }

    /// The fields that change, as events name them.
    pub fn fields(&self) -> impl Iterator<Item = String> {
        self.0.iter().map(|edit| field(&edit.name))
    }

    /// The new values that searches include.
    pub fn searched(&self) -> Vec<String> {
        let searched = self.0.iter().filter(|edit| edit.searchable);
        let values = searched.filter_map(|edit| edit.value.as_ref());
        values.map(ToString::to_string).collect()
    }

    /// Whether nothing changes.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Writes the values of the user `account`, whose row is held or new, and as it is stored.
    ///
    /// # Errors
    /// `conflict` if an attribute was deleted at the same time.
    pub async fn write(
        &self,
        tx: &impl ConnectionTrait,
        account: &account::Model,
    ) -> Result<(), Error> {
        if self.is_empty() {
            return Ok(());
        }
        let changed = self.0.iter().map(|edit| edit.attribute);
        Entity::delete_many()
            .filter(Column::AccountId.eq(account.id))
            .filter(Column::OrganizationId.eq(account.organization_id))
            .filter(Column::AttributeId.is_in(changed))
            .exec(tx)
            .await?;
        let rows: Vec<ActiveModel> = self
            .0
            .iter()
            .filter_map(|edit| {
                let value = edit.value.clone()?;
                let key = key_of(&value);
                Some(Model::of(account, edit.attribute, value, key).into_active_model())
            })
            .collect();
        if !rows.is_empty() {
            Entity::insert_many(rows)
                .exec_without_returning(tx)
                .await
                .map_err(deleted)?;
        }
        Ok(())
    }
}

/// The name of an attribute in the errors of a request, and in events.
fn field(name: &str) -> String {
    format!("attributes.{name}")
}

fn validate(
    definitions: &Definitions,
    changes: AttributeChanges,
    by: Editor,
    fields: &mut Fields,
) -> Vec<Edit> {
    let mut edits = Vec::with_capacity(changes.len());
    for (name, value) in changes {
        let definition = definitions.named(&name);
        // To a user, one that they do not see does not exist.
        let visible =
            definition.filter(|one| by == Editor::Administrator || one.user_access.sees());
        let Some(definition) = visible else {
            let message = "The organization has no attribute with this name";
            fields.refuse(&field(&name), "unknown", message);
            continue;
        };
        if by == Editor::User && !definition.user_access.edits() {
            let message = "Only administrators can change this: ask yours for the change";
            fields.refuse(&field(&name), "not_allowed", message);
            continue;
        }
        let accepted = match value {
            Some(value) => kind_of(definition).accept(value),
            None => Ok(None),
        };
        match accepted {
            Err(wrong) => fields.refuse(&field(&name), wrong.code, wrong.message),
            Ok(None) if definition.required => refuse_empty(fields, definition),
            Ok(value) => edits.push(Edit {
                attribute: definition.id,
                name,
                searchable: definition.searchable,
                value,
            }),
        }
    }
    edits
}

fn refuse_empty(fields: &mut Fields, definition: &attribute_definition::Model) {
    fields.refuse(&field(&definition.name), "required", "Enter a value");
}

/// Converts the violation of the foreign key of the attribute.
fn deleted(error: DbErr) -> Error {
    match error.sql_err() {
        Some(SqlErr::ForeignKeyConstraintViolation(_)) => Error::Refused(
            ProblemType::Conflict,
            "Somebody has deleted an attribute: load the user again",
        ),
        _ => error.into(),
    }
}
