//! SeaORM entities: one file per table. Columns have types of `rules`, or are a [`Document`] with a
//! type of `contract`. A value that the type does not know is a database error.

pub mod account;
pub mod account_word;
pub mod api_key;
pub mod application;
pub mod application_account;
pub mod application_group;
pub mod application_key;
pub mod application_problem;
pub mod application_session;
pub mod application_use;
pub mod authorization_request;
pub mod ceremony;
pub mod client_secret;
pub mod consent;
mod document;
pub mod event;
pub mod factor;
pub mod group_member;
pub mod idempotent_answer;
pub mod known_browser;
pub mod link;
pub mod logout_notice;
pub mod mail;
pub mod oidc_address;
pub mod oidc_client;
pub mod oidc_grant;
pub mod oidc_key;
pub mod oidc_refresh_token;
pub mod organization;
pub mod pushed_request;
pub mod recovery_code;
pub mod refresh_token;
pub mod reset_request;
pub mod saml_provider;
pub mod session;
pub mod set_up_link;
pub mod sign_in;
pub mod signing_key;
pub mod unfinished_work;
pub mod used_assertion;
pub mod used_password;
pub mod used_proof;
pub mod user_group;
pub mod user_profile;

pub use document::Document;
