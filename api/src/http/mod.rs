//! What all endpoints share: parsing requests, authentication, limits and errors.

pub mod access_log;
pub mod allow;
pub mod authentication;
pub mod body;
pub mod client_address;
pub mod head;
pub mod host_check;
pub mod idempotency;
pub mod input_error;
pub mod json;
pub mod large_body;
pub mod origin_check;
pub mod path;
pub mod portal;
pub mod preconditions;
pub mod problem;
pub mod query;
pub mod rate_limit;
pub mod raw_body;
pub mod request_id;
pub mod security_headers;
pub mod session_cookie;
pub mod stopping;
pub mod versioned;

pub use authentication::{Allowed, AsAdministrator, AsSignedIn, AsUser, Bearer, Caller};
pub use body::Body;
pub use idempotency::{IdempotencyKey, Repeatable};
pub use large_body::LargeBody;
pub use origin_check::SameOrigin;
pub use path::Path;
pub use portal::AtPortal;
pub use preconditions::IfMatch;
pub use problem::{ApiResult, Refusal};
pub use query::Query;
pub use rate_limit::SignInQuota;
pub use versioned::{HasVersion, Versioned};
