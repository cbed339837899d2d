//! Examples for the OpenAPI document, of what would be too large beside its type or would make no
//! sense put together from its fields.

mod factors;
mod organization;
mod people;
mod records;
mod sign_in;

pub use factors::{
    add_passkey, factor, mfa, passkey_answer, passkey_challenge, passkey_enrolment, recovery_codes,
};
pub use organization::{api_key, organization, update_organization};
pub use people::{
    administrator, administrator_me, create_user, me, profile_changes, update_user, user,
    user_counts,
};
pub use records::{event, mail_delivery, mail_preview, session};
pub use sign_in::{link_details, sign_in, waits_for_factor, waits_for_password};

use serde_json::{Value, json};

/// A page of one item, the example of `T`.
pub fn page<T: utoipa::PartialSchema>() -> Value {
    let item = serde_json::to_value(T::schema()).unwrap_or_default();
    json!({ "items": [item["example"]], "total": 1, "totalIsExact": true })
}
