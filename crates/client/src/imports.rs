//! Imports of users from a file.

use contract::ids::ImportId;
use contract::imports::{ImportRow, UpdateImport, UploadQuery, UserImport};
use contract::page::{ListQuery, Page};

use crate::request::{Extra, read, with_query};
use crate::transport::Method;
use crate::{Client, Error};

impl Client {
    /// Uploads a file of users: CSV with a header. Nothing is imported yet.
    ///
    /// # Errors
    /// `invalid-fields`, `too-large`, `forbidden`.
    pub async fn upload_import(
        &self,
        query: &UploadQuery,
        file: Vec<u8>,
    ) -> Result<UserImport, Error> {
        let extra = Extra {
            content_type: Some("text/csv"),
            ..Extra::default()
        };
        let path = with_query("/imports", query);
        self.send(Method::Post, &path, Some(file), extra)
            .await
            .and_then(|answer| read(&answer))
    }

    /// Lists the imports, newest first.
    ///
    /// # Errors
    /// `invalid-query`, `invalid-cursor`, `forbidden`.
    pub async fn imports(&self, query: &ListQuery) -> Result<Page<UserImport>, Error> {
        self.get_page("/imports", query).await
    }

    /// Returns an import, with its progress.
    ///
    /// # Errors
    /// `not-found`, `forbidden`.
    pub async fn import(&self, id: ImportId) -> Result<UserImport, Error> {
        self.get(&format!("/imports/{id}")).await
    }

    /// Changes how a file is imported, before the run.
    ///
    /// # Errors
    /// `invalid-fields`, `conflict`, `not-found`, `forbidden`.
    pub async fn update_import(
        &self,
        id: ImportId,
        body: &UpdateImport,
    ) -> Result<UserImport, Error> {
        self.patch_any(&format!("/imports/{id}"), body).await
    }

    /// Begins the dry run.
    ///
    /// # Errors
    /// `invalid-fields`, `conflict`, `not-found`, `forbidden`.
    pub async fn check_import(&self, id: ImportId) -> Result<UserImport, Error> {
        self.post_empty(&format!("/imports/{id}/check")).await
    }

    /// Begins the run, or resumes it after it was stopped.
    ///
    /// # Errors
    /// `invalid-fields`, `conflict`, `not-found`, `forbidden`.
    pub async fn run_import(&self, id: ImportId) -> Result<UserImport, Error> {
        self.post_empty(&format!("/imports/{id}/run")).await
    }

    /// Stops the run after the current row, or ends the dry run.
    ///
    /// # Errors
    /// `conflict`, `not-found`, `forbidden`.
    pub async fn stop_import(&self, id: ImportId) -> Result<UserImport, Error> {
        self.post_empty(&format!("/imports/{id}/stop")).await
    }

    /// Deletes an import with its file. The imported users stay.
    ///
    /// # Errors
    /// `conflict` while it is being uploaded, checked or imported, `not-found`, `forbidden`.
    pub async fn delete_import(&self, id: ImportId) -> Result<(), Error> {
        self.delete(&format!("/imports/{id}")).await
    }

    /// Lists the rows of an import. Filters: `contract::filter::ImportRowFilter`.
    ///
    /// # Errors
    /// `not-found`, `invalid-query`, `invalid-cursor`, `forbidden`.
    pub async fn import_rows(
        &self,
        id: ImportId,
        query: &ListQuery,
    ) -> Result<Page<ImportRow>, Error> {
        self.get_page(&format!("/imports/{id}/rows"), query).await
    }

    /// Downloads the result of an import, as CSV.
    ///
    /// # Errors
    /// `not-found`, `forbidden`.
    pub async fn import_result(&self, id: ImportId) -> Result<Vec<u8>, Error> {
        let path = format!("/imports/{id}/result");
        let answer = self.send(Method::Get, &path, None, Extra::default());
        Ok(answer.await?.body)
    }
}
