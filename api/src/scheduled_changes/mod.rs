//! Activations and suspensions of users that happen on a date.

mod cancel;
mod list;
mod of_user;
mod schedule;

use crate::routes::{Endpoints, endpoints};

/// The endpoints.
pub fn configure(api: &mut impl Endpoints) {
    endpoints!(api: cancel, list, of_user, schedule);
}
