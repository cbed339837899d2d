//! An authenticator app: Debian's `oathtool`, which shares no code with ours.

use std::process::Command;
use std::time::Duration;

use client::Client;
use contract::factors::{ConfirmTotp, FactorAdded, FactorProof};
use identity::clock::{Clock, SystemClock};
use rules::time::Timestamp;

use crate::TestServer;

/// An app that somebody added to their account.
pub struct AuthenticatorApp {
    /// Its secret in base32.
    pub secret: String,
    /// What the server answered.
    pub added: FactorAdded,
}

/// The code of a secret at a moment.
pub fn code_at(secret: &str, at: Timestamp) -> String {
    let output = Command::new("oathtool")
        .args(["--totp", "--base32", "--now"])
        .arg(format!("@{}", at.unix_seconds()))
        .arg(secret)
        .output()
        .expect("oathtool is installed (Debian's package of that name)");
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

/// The code of a secret in so many seconds, by the clock of this machine.
pub fn code_in(secret: &str, seconds: u64) -> String {
    code_at(secret, SystemClock.now().plus(Duration::from_secs(seconds)))
}

impl AuthenticatorApp {
    /// Adds one to the account of `client`, whose proof is fresh. The clock then moves on, so
    /// that the next code is another.
    pub async fn add(server: &TestServer, client: &Client) -> Self {
        let app = Self::confirm(client, "My phone", server.clock_now()).await;
        server.next_code();
        app
    }

    /// Adds one at a server that goes by the clock of this machine, whose present code is then
    /// spent: [`code_in`] has the next.
    pub async fn add_now(client: &Client, name: &str) -> Self {
        Self::confirm(client, name, SystemClock.now()).await
    }

    async fn confirm(client: &Client, name: &str, now: Timestamp) -> Self {
        let begun = client.begin_totp_enrolment().await.unwrap();
        let confirm = ConfirmTotp {
            enrolment_id: begun.enrolment_id,
            code: code_at(&begun.secret, now),
            name: name.to_owned(),
        };
        let added = client.confirm_totp_enrolment(&confirm).await.unwrap();
        Self {
            secret: begun.secret,
            added,
        }
    }

    /// The code that it shows now.
    pub fn code(&self, server: &TestServer) -> String {
        code_at(&self.secret, server.clock_now())
    }

    /// A code that was not used before, as a proof. The clock moves on first and not after, so
    /// that the code is right also when its half minute ends on the way.
    pub fn proof(&self, server: &TestServer) -> FactorProof {
        server.next_code();
        FactorProof::Totp(self.code(server))
    }
}

impl TestServer {
    /// The present, as the server has it.
    pub fn clock_now(&self) -> Timestamp {
        self.running.context.now()
    }

    /// Moves the clock on until authenticator apps show another code.
    pub fn next_code(&self) {
        self.clock.advance(Duration::from_secs(30));
    }
}
