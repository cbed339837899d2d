//! An authenticator app: Debian's `oathtool`, which shares no code with Latchkey.

use std::process::Command;
use std::time::Duration;

use client::Client;
use contract::factors::{ConfirmTotp, FactorAdded, FactorProof};
use identity::clock::{Clock, SystemClock};
use rules::time::Timestamp;

use crate::TestServer;

/// An app that was added to an account.
pub struct AuthenticatorApp {
    /// Its secret in base32.
    pub secret: String,
    /// The server's response.
    pub added: FactorAdded,
}

/// The code of a secret at this time.
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

/// The code of a secret in this number of seconds, by the clock of this machine.
pub fn code_in(secret: &str, seconds: u64) -> String {
    code_at(secret, SystemClock.now().plus(Duration::from_secs(seconds)))
}

impl AuthenticatorApp {
    /// Adds an app to the account of `client`, whose identity was confirmed recently. Then moves
    /// the clock, so that the next code is a new one.
    pub async fn add(server: &TestServer, client: &Client) -> Self {
        let app = Self::confirm(client, "My phone", server.clock_now()).await;
        server.next_code();
        app
    }

    /// Adds an app at a server that uses the clock of this machine. The current code is then used
    /// up: [`code_in`] returns the next.
    pub async fn add_now(client: &Client, name: &str) -> Self {
        Self::confirm(client, name, SystemClock.now()).await
    }

    async fn confirm(client: &Client, name: &str, now: Timestamp) -> Self {
        let begun = client.begin_totp_enrollment().await.unwrap();
        let confirm = ConfirmTotp {
            enrollment_id: begun.enrollment_id,
            code: code_at(&begun.secret, now),
            name: name.to_owned(),
        };
        let added = client.confirm_totp_enrollment(&confirm).await.unwrap();
        Self {
            secret: begun.secret,
            added,
        }
    }

    /// The current code.
    pub fn code(&self, server: &TestServer) -> String {
        code_at(&self.secret, server.clock_now())
    }

    /// An unused code, as a proof. The clock moves before and not after, so that the code is valid
    /// even if its 30 seconds end on the way.
    pub fn proof(&self, server: &TestServer) -> FactorProof {
        server.next_code();
        FactorProof::Totp(self.code(server))
    }
}

impl TestServer {
    /// The current time of the server.
    pub fn clock_now(&self) -> Timestamp {
        self.running.context.now()
    }

    /// Moves the clock until authenticator apps show a new code.
    pub fn next_code(&self) {
        self.clock.advance(Duration::from_secs(30));
    }
}
