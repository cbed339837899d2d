//! Creates the first organization of a server in the same way as an operator.

use std::time::Duration;

use client::{Client, Portal};
use contract::set_up::SetUp;

use crate::actors::ADMINISTRATOR_PASSWORD;
use crate::program::{Server, until};

/// The owner's address.
pub const OWNER: &str = "owner@example.com";

/// The token of the set-up link in the server's log.
async fn set_up_token(server: &Server) -> String {
    until(
        Duration::from_secs(10),
        "the set-up link in the log",
        async || {
            let log = server.log();
            // In a JSON log, a quotation mark follows it.
            let link = log
                .split(|c: char| c.is_whitespace() || c == '"')
                .find(|word| word.contains("/admin/set-up#"))?;
            assert!(link.starts_with(&server.origin), "{link}");
            link.split_once('#').map(|(_, token)| token.to_owned())
        },
    )
    .await
}

/// Creates the first organization with the link in the log, and signs its owner in.
pub async fn set_up(server: &Server) -> Client {
    let body = SetUp {
        token: set_up_token(server).await,
        organization_name: "Example Ltd".to_owned(),
        name: "Olivia Owner".to_owned(),
        email: OWNER.to_owned(),
        password: ADMINISTRATOR_PASSWORD.to_owned(),
        terms_accepted: true,
    };
    server.anonymous(Portal::Admin).set_up(&body).await.unwrap();
    owner(server).await
}

/// The owner, signed in.
pub async fn owner(server: &Server) -> Client {
    server
        .sign_in(Portal::Admin, OWNER, ADMINISTRATOR_PASSWORD)
        .await
}
