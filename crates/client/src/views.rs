//! Saved views of lists, for administrators and programs.

use contract::ids::ViewId;
use contract::page::Page;
use contract::views::{CreateView, UpdateView, View};

use crate::{Client, Error};

impl Client {
    /// Lists the views of the caller and those that the organization shares, by name, all on one
    /// page.
    ///
    /// # Errors
    /// `forbidden`.
    pub async fn views(&self) -> Result<Page<View>, Error> {
        self.get("/views").await
    }

    /// Returns a view.
    ///
    /// # Errors
    /// `not-found`, `forbidden`.
    pub async fn view(&self, id: ViewId) -> Result<View, Error> {
        self.get(&format!("/views/{id}")).await
    }

    /// Saves a view of a list. A repeated call with the same `idempotency_key` within a day returns
    /// the view that the first call created.
    ///
    /// # Errors
    /// `invalid-fields`, `conflict`, `idempotency-conflict`, `forbidden`.
    pub async fn create_view(
        &self,
        body: &CreateView,
        idempotency_key: Option<&str>,
    ) -> Result<View, Error> {
        self.create("/views", body, idempotency_key).await
    }

    /// Changes a view. Changing a shared one, and sharing one, also requires `users:write`.
    ///
    /// # Errors
    /// `invalid-fields`, `conflict`, `stale-version`, `not-found`, `forbidden`.
    pub async fn update_view(
        &self,
        id: ViewId,
        version: u64,
        body: &UpdateView,
    ) -> Result<View, Error> {
        self.patch(&format!("/views/{id}"), version, body).await
    }

    /// Deletes a view. Deleting a shared one also requires `users:write`.
    ///
    /// # Errors
    /// `stale-version`, `not-found`, `forbidden`.
    pub async fn delete_view(&self, id: ViewId, version: u64) -> Result<(), Error> {
        self.delete_version(&format!("/views/{id}"), version).await
    }
}
