//! SeaORM entities: one file a table. Columns are plain; the types of the domain are made
//! and read in `identity`.

pub mod account;
pub mod account_count;
pub mod account_word;
pub mod api_key;
pub mod ceremony;
pub mod event;
pub mod factor;
pub mod idempotent_answer;
pub mod link;
pub mod mail;
pub mod organization;
pub mod recovery_code;
pub mod refresh_token;
pub mod session;
pub mod set_up_link;
pub mod sign_in;
pub mod signing_key;
pub mod used_password;
pub mod user_profile;
