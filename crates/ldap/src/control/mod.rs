//! Controls: what extends a request or a response.

mod paged;
mod password_policy;
mod request;
mod response;

pub use paged::{PAGED_RESULTS, PagedResults};
pub use password_policy::{
    PASSWORD_POLICY, PasswordPolicyError, PasswordPolicyResponse, PasswordPolicyWarning,
};
pub(crate) use request::Control;
pub use request::{Controls, MANAGE_DSA_IT};
pub use response::ResponseControl;
