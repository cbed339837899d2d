use std::fmt;
use std::path::PathBuf;

use serde::Deserialize;

use crate::problem::Problem;

/// A small application that signs people in with OpenID Connect, for the demo of Latchkey
#[derive(Debug, clap::Parser)]
#[command(name = "sample-application")]
pub struct Settings {
    /// A JSON file with `issuer`, `clientId` and `clientSecret`. `latchkey serve --demo` writes it
    #[arg(
        long,
        value_name = "FILE",
        env = "SAMPLE_CREDENTIALS",
        default_value = "data/sample-application.json"
    )]
    credentials: PathBuf,
    /// The port on this machine. The application is registered with http://127.0.0.1 and this port
    #[arg(long, env = "SAMPLE_PORT", default_value_t = 8090)]
    pub port: u16,
    /// Stop when the program that started this one ends
    #[arg(long)]
    pub with_parent: bool,
}

/// What the server and the application have agreed on.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Credentials {
    /// The address of the server.
    pub issuer: String,
    /// The name of this application there.
    pub client_id: String,
    /// What it authenticates with.
    pub client_secret: String,
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Credentials(hidden)")
    }
}

impl Settings {
    /// The address of this application.
    pub fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// Where people come back to after signing in.
    pub fn callback(&self) -> String {
        format!("{}/callback", self.origin())
    }

    /// Where people come back to after signing out.
    pub fn signed_out(&self) -> String {
        format!("{}/signed-out", self.origin())
    }

    /// Reads the credentials. They are read for each sign-in, because the server writes them after this
    /// program has started.
    ///
    /// # Errors
    /// If the file is missing or contains something else.
    pub fn credentials(&self) -> Result<Credentials, Problem> {
        let failed = |source| Problem::Credentials {
            path: self.credentials.clone(),
            source,
        };
        let text = std::fs::read_to_string(&self.credentials).map_err(failed)?;
        serde_json::from_str(&text).map_err(|error| failed(error.into()))
    }
}
