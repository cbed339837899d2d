//! Clients that are generated from the server's OpenAPI document compile as they are, and work: each
//! makes five calls to a real server, one of which is refused.

#![expect(clippy::unwrap_used, reason = "in a test, that is how it fails")]

mod generated;
mod lint;

use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use contract::api_keys::CreateApiKey;
use harness::{Backend, Installation, Server, said, set_up};
use rules::role::Permission;
use tokio::process::Command;

/// How long a tool may take, at most. Compiling the Rust client for the first time takes longest.
const PATIENCE: Duration = Duration::from_secs(600);

/// A server with an API key, and its document.
struct Setting {
    installation: Installation,
    server: Server,
    key: String,
}

impl Setting {
    async fn new() -> Self {
        let installation = Installation::new(Backend::Sqlite).await;
        let server = installation.start().await;
        let wanted = CreateApiKey {
            name: "generated client".to_owned(),
            scopes: vec![Permission::UsersRead, Permission::UsersWrite],
            expires_in_days: 1,
        };
        let owner = set_up(&server).await;
        let key = owner.create_api_key(&wanted).await.unwrap().key;
        let url = format!("{}/api/openapi.json", server.origin);
        let document = reqwest::get(url).await.unwrap().bytes().await.unwrap();
        let setting = Self {
            installation,
            server,
            key,
        };
        std::fs::write(setting.document(), document).unwrap();
        setting
    }

    /// Where the clients are generated.
    fn folder(&self) -> &Path {
        self.installation.folder()
    }

    /// The OpenAPI document.
    fn document(&self) -> PathBuf {
        self.folder().join("openapi.json")
    }

    /// Runs openapi-generator for this language.
    async fn openapi_generator(&self, language: &str, folder: &Path, options: &[&str]) {
        let mut generator = Command::new(generator("openapi-generator-cli"));
        generator.args(["generate", "--generator-name", language]);
        generator.arg("--input-spec").arg(self.document());
        generator.arg("--output").arg(folder).args(options);
        run(&mut generator).await;
    }

    /// Runs a program that makes five calls.
    async fn calls(&self, program: &mut Command) {
        program
            .env("LATCHKEY_URL", &self.server.origin)
            .env("LATCHKEY_API_KEY", &self.key);
        let printed = run(program).await;
        assert!(printed.ends_with("five calls\n"), "{printed}");
    }
}

/// What `cargo xtask test` has installed for these tests.
fn installed(variable: &str) -> PathBuf {
    let path = std::env::var_os(variable);
    path.unwrap_or_else(|| panic!("{variable} is not set: run `cargo xtask test --only clients`"))
        .into()
}

/// The Python that has the generators.
fn python() -> PathBuf {
    installed("LATCHKEY_TEST_GENERATORS")
}

/// A program that a package from PyPI has installed.
fn generator(name: &str) -> PathBuf {
    python().with_file_name(name)
}

/// A program that a package from npm has installed.
fn module(name: &str) -> PathBuf {
    installed("LATCHKEY_TEST_MODULES").join(".bin").join(name)
}

/// Where compiled code is kept from one run to the next.
fn cache(name: &str) -> PathBuf {
    installed("LATCHKEY_TEST_CACHE").join(name)
}

/// A file or folder with a program that uses a generated client.
fn caller(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("clients")
        .join(name)
}

/// Runs a command and returns what it printed on standard output.
async fn run(command: &mut Command) -> String {
    command.stdin(Stdio::null()).kill_on_drop(true);
    let output = tokio::time::timeout(PATIENCE, command.output());
    let output = output.await.unwrap().unwrap();
    assert!(
        output.status.success(),
        "{:?}: {}",
        command.as_std(),
        said(&output)
    );
    String::from_utf8(output.stdout).unwrap()
}
