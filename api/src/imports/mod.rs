//! Imports of users from a file.

mod check_import;
mod get;
mod list;
mod list_rows;
mod result;
mod result_parts;
mod run_import;
mod stop;
mod update;
mod upload;

use crate::routes::{Endpoints, endpoints};

/// The endpoints.
pub fn configure(api: &mut impl Endpoints) {
    endpoints!(api:
        check_import, get, list, list_rows, result, run_import, stop, update, upload,
    );
}
