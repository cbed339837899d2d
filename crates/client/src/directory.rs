//! The numbers that users and groups have on Unix.

use contract::directory::{ImportPosixNumbers, PosixNumbersImported};

use crate::{Client, Error};

impl Client {
    /// Takes over the numbers that users and groups have elsewhere.
    ///
    /// # Errors
    /// `invalid-fields`, `conflict`, `forbidden`.
    pub async fn import_posix_numbers(
        &self,
        body: &ImportPosixNumbers,
    ) -> Result<PosixNumbersImported, Error> {
        self.post("/posix-numbers/import", body).await
    }
}
