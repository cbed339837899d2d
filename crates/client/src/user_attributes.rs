//! Custom attributes: the fields that the organization adds to the profile of its users.

use contract::ids::AttributeId;
use contract::page::Page;
use contract::user_attributes::{AttributeDefinition, CreateAttribute, UpdateAttribute};

use crate::{Client, Error};

impl Client {
    /// Lists the organization's attributes, in display order.
    ///
    /// # Errors
    /// `forbidden`.
    pub async fn user_attributes(&self) -> Result<Page<AttributeDefinition>, Error> {
        self.get("/user-attributes").await
    }

    /// Returns an attribute, with the number of users who have a value.
    ///
    /// # Errors
    /// `not-found`, `forbidden`.
    pub async fn user_attribute(&self, id: AttributeId) -> Result<AttributeDefinition, Error> {
        self.get(&format!("/user-attributes/{id}")).await
    }

    /// Adds an attribute. A repeated call with the same `idempotency_key` within a day returns the
    /// attribute that the first call created.
    ///
    /// # Errors
    /// `invalid-fields`, `taken`, `conflict` if there are too many, `idempotency-conflict`, `forbidden`.
    pub async fn create_user_attribute(
        &self,
        body: &CreateAttribute,
        idempotency_key: Option<&str>,
    ) -> Result<AttributeDefinition, Error> {
        self.create("/user-attributes", body, idempotency_key).await
    }

    /// Updates an attribute.
    ///
    /// # Errors
    /// `invalid-fields`, `stale-version`, `not-found`, `forbidden`.
    pub async fn update_user_attribute(
        &self,
        id: AttributeId,
        version: u64,
        body: &UpdateAttribute,
    ) -> Result<AttributeDefinition, Error> {
        self.patch(&format!("/user-attributes/{id}"), version, body)
            .await
    }

    /// Deletes an attribute with the values of all users.
    ///
    /// # Errors
    /// `stale-version`, `not-found`, `forbidden`.
    pub async fn delete_user_attribute(&self, id: AttributeId, version: u64) -> Result<(), Error> {
        self.delete_version(&format!("/user-attributes/{id}"), version)
            .await
    }
}
