//! The harness of the system tests: a server and a database for each test, and the clients that
//! call it.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot be set up has failed"
)]

mod actors;
mod authenticator;
mod authenticator_app;
mod database;
mod directory;
mod dpop_key;
pub mod drive;
mod http;
mod logout_endpoint;
mod program;
mod relying_party;
pub mod saml;
mod server;
mod set_up;
mod times;
mod tls_proxy;
mod webhook_receiver;

pub use actors::{
    ADMINISTRATOR_PASSWORD, USER_PASSWORD, activate, cookie, pending_user, problem_type,
    session_cookie,
};
pub use authenticator::{SoftPasskey, decode, encode};
pub use authenticator_app::{AuthenticatorApp, code_at, code_in};
pub use database::{Backend, TestDatabase};
pub use directory::{create_bind_user, set_directory, turn_directory_on};
pub use dpop_key::{DpopKey, access_token_hash};
pub use http::{http, http_builder, plain_http};
pub use logout_endpoint::logout_endpoint;
pub use program::{Installation, SOON, Server, free_port, said, until};
pub use relying_party::{
    CALLBACK, RelyingParty, Surfer, VERIFIER, challenge, encoded, field, location, posted, verify,
    web,
};
pub use server::{TestServer, openapi};
pub use set_up::{OWNER, owner, set_up};
pub use times::Times;
pub use tls_proxy::TlsProxy;
pub use webhook_receiver::{ReceivedWebhook, WebhookReceiver};

/// Declares a test for each function on each database: `sqlite::name` and `postgres::name`. The
/// functions take a [`Backend`]. Without a cluster, the second one is ignored, not passed.
#[macro_export]
macro_rules! on_both_databases {
    ($($name:ident),* $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() { super::$name($crate::Backend::Sqlite).await })*
        }
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            #[ignore = "needs a PostgreSQL cluster: run `cargo xtask test`"]
            async fn $name() { super::$name($crate::Backend::Postgres).await })*
        }
    };
}
