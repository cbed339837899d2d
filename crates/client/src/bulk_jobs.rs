//! Bulk jobs: an action on any number of users.

use contract::bulk_jobs::{BulkJob, BulkJobResult, CreateBulkJob};
use contract::ids::BulkJobId;
use contract::page::{ListQuery, Page};

use crate::request::Extra;
use crate::transport::Method;
use crate::{Client, Error};

impl Client {
    /// Begins an action on any number of users.
    ///
    /// # Errors
    /// `invalid-fields`, `invalid-query`, `not-found`, `conflict` if too many jobs are running, `forbidden`.
    pub async fn create_bulk_job(&self, body: &CreateBulkJob) -> Result<BulkJob, Error> {
        self.post("/bulk-jobs", body).await
    }

    /// Lists the jobs, newest first.
    ///
    /// # Errors
    /// `invalid-query`, `invalid-cursor`, `forbidden`.
    pub async fn bulk_jobs(&self, query: &ListQuery) -> Result<Page<BulkJob>, Error> {
        self.get_page("/bulk-jobs", query).await
    }

    /// Returns a job, with its progress.
    ///
    /// # Errors
    /// `not-found`, `forbidden`.
    pub async fn bulk_job(&self, id: BulkJobId) -> Result<BulkJob, Error> {
        self.get(&format!("/bulk-jobs/{id}")).await
    }

    /// Lists the users of a job with their outcomes. Filters: `contract::filter::BulkJobResultFilter`.
    ///
    /// # Errors
    /// `not-found`, `invalid-query`, `invalid-cursor`, `forbidden`.
    pub async fn bulk_job_results(
        &self,
        id: BulkJobId,
        query: &ListQuery,
    ) -> Result<Page<BulkJobResult>, Error> {
        self.get_page(&format!("/bulk-jobs/{id}/results"), query)
            .await
    }

    /// Downloads the results of a job, as CSV.
    ///
    /// # Errors
    /// `not-found`, `too-many-requests`, `forbidden`.
    pub async fn bulk_job_result(&self, id: BulkJobId) -> Result<Vec<u8>, Error> {
        let path = format!("/bulk-jobs/{id}/result");
        let answer = self.send(Method::Get, &path, None, Extra::default());
        Ok(answer.await?.body)
    }

    /// Stops a job after the current user.
    ///
    /// # Errors
    /// `conflict` if it is not running, `not-found`, `forbidden`.
    pub async fn stop_bulk_job(&self, id: BulkJobId) -> Result<BulkJob, Error> {
        self.post_empty(&format!("/bulk-jobs/{id}/stop")).await
    }

    /// Resumes a job that was stopped.
    ///
    /// # Errors
    /// `conflict` if it was not stopped, `not-found`, `forbidden`.
    pub async fn resume_bulk_job(&self, id: BulkJobId) -> Result<BulkJob, Error> {
        self.post_empty(&format!("/bulk-jobs/{id}/resume")).await
    }
}
