//! Reports.

use contract::reports::HomeReport;

use crate::{Client, Error};

impl Client {
    /// Returns the report that Home of the Admin Portal shows.
    ///
    /// # Errors
    /// `forbidden`.
    pub async fn home_report(&self) -> Result<HomeReport, Error> {
        self.get("/reports/home").await
    }
}
