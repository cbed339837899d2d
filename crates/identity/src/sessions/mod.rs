//! Sessions: created by a completed sign-in, refreshed with single-use tokens, and checked in the
//! database on every request, so that ending one takes effect immediately.

mod authenticate;
mod authentication;
mod check;
mod device;
mod end;
mod end_expired;
mod freshness;
mod hold;
mod list;
mod refresh;
mod renew;
mod sso;
mod start;
mod token;

pub(crate) use authenticate::user_in_full;
pub use authenticate::{API_KEY_PREFIX, admin_principal, administrator, signed_in, user};
pub(crate) use authentication::{Authentication, has_enrolled};
pub use check::check;
pub use device::describe;
pub use end::{end_all_of_user, end_mine, end_my_others, end_of_user, sign_out};
pub use end_expired::end_expired;
pub(crate) use freshness::{
    fresh_until, owner_of, require_fresh, require_fresh_factor, waiting_application,
};
pub(crate) use list::count;
pub use list::{my_sessions, of_user};
pub use refresh::refresh;
pub(crate) use renew::renew;
pub use sso::user_by_sso;
pub(crate) use sso::{extend, is_live, is_live_at, user_by_session};
pub use start::Started;
pub(crate) use start::start;

use std::time::Duration;

use rules::lifetimes::{ADMINISTRATOR_SESSION_IDLE, SESSION, USER_SESSION_IDLE};
use rules::time::Timestamp;

use crate::addresses::Portal;

/// When a session of `portal`, created at `created` and last used at `now`, expires if it is not
/// used.
fn expiry(
    portal: Portal,
    created: Timestamp,
    ends_at: Option<Timestamp>,
    now: Timestamp,
) -> Timestamp {
    let idle: Duration = match portal {
        Portal::User => USER_SESSION_IDLE,
        Portal::Admin => ADMINISTRATOR_SESSION_IDLE,
    };
    let longest = created.plus(SESSION);
    now.plus(idle).min(ends_at.unwrap_or(longest).min(longest))
}
